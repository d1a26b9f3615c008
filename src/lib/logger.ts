import pino from "pino";
import { describeError } from "./describe-error";

/**
 * Structured logs on standard output. Callers log ids, counts and reasons; errors pass through
 * `describeError`, which drops messages and bound parameters.
 */
export const logger = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { pid: process.pid },
  serializers: { err: describeError, error: describeError },
  timestamp: pino.stdTimeFunctions.isoTime,
});
