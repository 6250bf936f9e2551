const notice = document.querySelector("#notice");

/** Says something to the person in passing. */
export function tell(text) {
  notice.textContent = text;
  notice.classList.toggle("shown", text !== "");
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
