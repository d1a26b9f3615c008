import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import { type Act, mayAct, rolesByAct } from "@/features/staff/rules";
import { Forbidden, Internal, Invalid, OwabiError } from "@/lib/errors";
import type { Context } from "./context";
import { answerOf, codesOf, type ErrorAnswer } from "./error-answer";

/** An open stream ends after this; the screen connects again and is asked anew who it is. */
const longestStreamMs = 5 * 60_000;

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  sse: {
    ping: { enabled: true, intervalMs: 5_000 },
    maxDurationMs: longestStreamMs,
    client: { reconnectAfterInactivityMs: 15_000 },
  },
  errorFormatter({ shape, error }) {
    const answer = answerFor(error);
    return {
      ...shape,
      message: answer.reason,
      data: { ...answer, code: shape.data.code, httpStatus: shape.data.httpStatus },
    };
  },
});

/** The same error is asked for more than once (log, response): describe it once. */
const answers = new WeakMap<object, ErrorAnswer>();

function answerFor(error: TRPCError): ErrorAnswer {
  const known = answers.get(error);
  if (known) return known;
  const answer = describe(error);
  answers.set(error, answer);
  return answer;
}

function describe(error: TRPCError): ErrorAnswer {
  if (error.cause instanceof OwabiError) return answerOf(error.cause);
  if (error.code === "BAD_REQUEST" && error.cause instanceof ZodError) {
    return answerOf(invalidInput(error.cause));
  }
  if (error.code === "UNAUTHORIZED") return { kind: "forbidden", reason: "session.signed-out", detail: {} };
  if (error.code === "INTERNAL_SERVER_ERROR") return answerOf(error.cause ?? error);
  return { kind: "invalid", reason: "request.not-understood", detail: {} };
}

function invalidInput(error: ZodError): Invalid {
  const [first] = error.issues;
  return new Invalid("input.invalid", { field: first?.path.join(".") ?? "", rule: first?.code ?? "" });
}

/** Turns what verbs throw into tRPC codes: one of the two places where errors are mapped. */
const mapsErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = result.error.cause;
  if (cause instanceof OwabiError) {
    throw new TRPCError({ code: codesOf(cause.kind).trpc, message: cause.reason, cause });
  }
  return result;
});

const checksRole = t.middleware(({ ctx, path, next }) => {
  if (!ctx.actor || !ctx.signedIn) throw new TRPCError({ code: "UNAUTHORIZED" });
  if (!Object.hasOwn(rolesByAct, path)) throw new Internal("staff.act-without-roles", { path });
  if (!mayAct(ctx.actor, path as Act)) throw new Forbidden("staff.not-your-role", { act: path });
  return next({ ctx: { ...ctx, actor: ctx.actor, signedIn: ctx.signedIn } });
});

export const router = t.router;
/** A procedure for signed-in staff whose role stands in `rolesByAct` under the procedure's path. */
export const procedure = t.procedure.use(mapsErrors).use(checksRole);
