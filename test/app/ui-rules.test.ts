import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { desks, desksOf, firstPageOf } from "@/app/desks";
import { readError } from "@/app/error-text";
import { localeOf } from "@/app/i18n/locale";
import { nextPathOf } from "@/app/sign-in/next-path";
import { codeProblem, passwordProblem } from "@/app/sign-in/sign-in-problem";
import { themeOf } from "@/app/theme";
import { acceptsFile, readableBytes } from "@/components/file-facts";
import { roles } from "@/features/staff/rules";
import { config, contentPolicy } from "@/proxy";

describe("where signing in leads", () => {
  it("is always our own site, whatever the address says", () => {
    const nasty = fc.stringMatching(/^[/\\:.@a-z\t\n%2f#?]{0,12}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), nasty, fc.webUrl()), (text) => {
        const url = new URL(nextPathOf(text), "https://owabi.example");
        expect(url.origin).toBe("https://owabi.example");
      }),
    );
  });

  it("is the page that was asked for, and never the sign-in page again", () => {
    expect(nextPathOf("/incidents/0199-ab/letters?page=2")).toBe("/incidents/0199-ab/letters?page=2");
    expect(nextPathOf("/sign-in?next=/x")).toBe("/");
    for (const other of [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      undefined,
      ["/a", "/b"],
    ]) {
      expect(nextPathOf(other)).toBe("/");
    }
  });

  it("is a desk that exists, for every role", () => {
    for (const role of roles) {
      expect(desksOf(role).length).toBeGreaterThan(0);
      expect(desks.map((desk) => `/${desk}`)).toContain(firstPageOf(role));
    }
  });
});

describe("a refused sign-in", () => {
  it("sounds the same for every account and every 4xx but the throttle", () => {
    for (const status of [400, 401, 403, 404, 422]) expect(passwordProblem({ status })).toBe("wrong");
    expect(passwordProblem({ status: 429 })).toBe("throttled");
    for (const status of [0, 500, 503]) expect(passwordProblem({ status })).toBe("unreachable");
  });

  it("tells a wrong code from a lock and from a step that took too long", () => {
    expect(codeProblem({ status: 401, code: "INVALID_CODE" })).toBe("wrong-code");
    expect(codeProblem({ status: 400, code: "ACCOUNT_TEMPORARILY_LOCKED" })).toBe("throttled");
    expect(codeProblem({ status: 401, code: "INVALID_TWO_FACTOR_COOKIE" })).toBe("expired");
    expect(codeProblem({ status: 500 })).toBe("unreachable");
  });
});

describe("an error on a screen", () => {
  it("is read from an answer of ours, and anything else counts as out of reach", () => {
    expect(readError({ kind: "conflict", reason: "run.changed", detail: { run: 3 } })).toEqual({
      kind: "conflict",
      reason: "run.changed",
      detail: { run: 3 },
    });
    expect(readError({ kind: "forbidden", reason: "session.signed-out" }).kind).toBe("signed-out");
    for (const other of [new TypeError("fetch failed"), null, "x", {}, { kind: "x" }]) {
      expect(readError(other).kind).toBe("unreachable");
    }
  });
});

describe("what a cookie says", () => {
  it("is taken only where it names a language or look we have", () => {
    expect([localeOf("en"), localeOf("fr"), localeOf(undefined)]).toEqual(["en", "ja", "ja"]);
    expect([themeOf("dark"), themeOf('"><script>'), themeOf(undefined)]).toEqual([
      "dark",
      "system",
      "system",
    ]);
  });
});

describe("the content policy", () => {
  it("lets only our own nonced scripts run, allows no frames around us, and drops eval in production", () => {
    const policy = contentPolicy("abc", false);
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).toContain("style-src 'self' 'nonce-abc';");
    for (const closed of ["object-src", "base-uri", "frame-ancestors"])
      expect(policy).toContain(`${closed} 'none'`);
    expect(policy).not.toContain("unsafe-eval");
    expect(contentPolicy("abc", true)).toContain("'unsafe-eval'");
  });

  it("stays away from the API, whose upload bodies a proxy would cut off at 10 MB", () => {
    const matcher = new RegExp(`^${config.matcher[0]}$`);
    for (const path of ["/", "/sign-in", "/incidents/1", "/apiary"]) expect(matcher.test(path)).toBe(true);
    for (const path of ["/api/trpc/x", "/api/uploads/1/parts/2", "/_next/static/a.js"]) {
      expect(matcher.test(path)).toBe(false);
    }
  });
});

describe("a file before it is sent", () => {
  it("is checked against the accepted kinds, also when it was dropped", () => {
    expect(acceptsFile(".csv,.txt", { name: "目録.CSV", type: "" })).toBe(true);
    expect(acceptsFile("text/*", { name: "a", type: "text/plain" })).toBe(true);
    expect(acceptsFile(".csv", { name: "a.csv.zip", type: "application/zip" })).toBe(false);
  });

  it("shows a size people can read", () => {
    expect([0, 999, 1_000, 1_500_000, 20_000_000_000].map(readableBytes)).toEqual([
      "0 B",
      "999 B",
      "1.0 kB",
      "1.5 MB",
      "20 GB",
    ]);
    fc.assert(fc.property(fc.nat(), (bytes) => readableBytes(bytes).length <= 6));
  });
});
