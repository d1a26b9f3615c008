import { z } from "zod";
import { auth } from "./auth";
import { countPasswordAttempt, forgetPasswordAttempts, withPasswordPlace } from "./sign-in-throttle";

const body = z.object({ email: z.string().max(320), password: z.string().max(256) });

/**
 * Sign-in by e-mail and password: better-auth's own handler behind the account throttle and a bound on how
 * many passwords are hashed at once. Throws `LimitReached`.
 */
export async function signIn(request: Request): Promise<Response> {
  const text = await request.text();
  const parsed = body.safeParse(parseJson(text));
  if (!parsed.success) return Response.json({ reason: "input.invalid" }, { status: 400 });
  await countPasswordAttempt(parsed.data.email);
  const again = new Request(request.url, { method: "POST", headers: request.headers, body: text });
  const response = await withPasswordPlace(() => auth().handler(again));
  if (response.ok) await forgetPasswordAttempts(parsed.data.email);
  return response;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
