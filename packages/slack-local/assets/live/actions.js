const notice = document.querySelector("#notice");

const LEAST_SHOWN_MILLISECONDS = 5000;
const MILLISECONDS_A_CHARACTER = 60;

let fading;

/** Says something to the person in passing; it fades once there was time to read it, and not while it is pointed at. */
export function tell(text) {
  clearTimeout(fading);
  notice.textContent = text;
  notice.classList.toggle("shown", text !== "");
  if (text !== "") {
    fading = setTimeout(fade, LEAST_SHOWN_MILLISECONDS + text.length * MILLISECONDS_A_CHARACTER);
  }
}

function fade() {
  if (notice.matches(":hover")) {
    fading = setTimeout(fade, LEAST_SHOWN_MILLISECONDS);
  } else {
    tell("");
  }
}

/** Sends what the person did; the control shows that it is under way and takes no second press. Gives the app's answer. */
export async function act(control, name, input) {
  if (control?.getAttribute("aria-busy") === "true") {
    return undefined; // disabled, it would lose the focus
  }
  tell("");
  control?.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(`/actions/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    const answer = await response.json();
    if (!response.ok) {
      tell(answer.message);
      return undefined;
    }
    return answer;
  } catch {
    tell("The server can't be reached. Is it still running?");
    return undefined;
  } finally {
    control?.removeAttribute("aria-busy");
  }
}
