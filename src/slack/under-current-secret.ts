import type { Admitted } from "./admit.ts";
import type { HttpResponse } from "./guard.ts";

type Answer = (request: Admitted) => Promise<HttpResponse>;

/** Where the signing secret comes from. */
interface Rotating {
  signingSecret: () => Promise<string>;
  /** Lets the secret be fetched anew, unless that was done a moment ago; says whether it will be. */
  forget: () => boolean;
  build: (signingSecret: string) => Answer;
}

/**
 * Answers under the signing secret as it is now. A request that does not fit the kept secret is looked at once more under
 * a fresh one: whoever replaced it in Slack and in Secrets Manager need not restart anything.
 */
export function underCurrentSecret({ signingSecret, forget, build }: Rotating): Answer {
  let built: { secret: string; answer: Answer } | undefined;
  const answer: Answer = async (request) => {
    const secret = await signingSecret();
    if (built?.secret !== secret) {
      built = { secret, answer: build(secret) };
    }
    return built.answer(request);
  };
  return async (request) => {
    const response = await answer(request);
    return response.statusCode === 401 && forget() ? answer(request) : response;
  };
}
