/** What a screen or an operator may be told about an error: ids, counts, positions. Never personal values. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The base of every error a verb may throw. `reason` is a dotted key (`print-run.not-open`) that screens
 * translate (`messages/<locale>/errors.json`); `detail` fills that text and holds no personal data.
 */
export abstract class OwabiError extends Error {
  abstract readonly kind:
    | "not-found"
    | "forbidden"
    | "conflict"
    | "invalid"
    | "not-allowed-now"
    | "limit-reached"
    | "internal";

  constructor(
    readonly reason: string,
    readonly detail: ErrorDetail = {},
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.name = new.target.name;
  }
}

/** The thing asked for does not exist, or the caller may not know whether it does. */
export class NotFound extends OwabiError {
  readonly kind = "not-found";
}

/** The caller's role does not allow this act. */
export class Forbidden extends OwabiError {
  readonly kind = "forbidden";
}

/** A race was lost: the row is no longer in the state the act expected. Reading again may help. */
export class Conflict extends OwabiError {
  readonly kind = "conflict";
}

/** The input is wrong; `detail` says where (file, line, column, code point). */
export class Invalid extends OwabiError {
  readonly kind = "invalid";
}

/** A rule of the domain refuses the act in the present state. */
export class NotAllowedNow extends OwabiError {
  readonly kind = "not-allowed-now";
}

/** A stated bound was reached: size, count, rate. */
export class LimitReached extends OwabiError {
  readonly kind = "limit-reached";
}

/** A fault of ours. Its text never leaves the server. */
export class Internal extends OwabiError {
  readonly kind = "internal";
}
