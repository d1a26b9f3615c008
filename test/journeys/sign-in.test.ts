import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFindings } from "../setup/axe";
import { launchBrowser, newPage, visit } from "../setup/browser";
import { startServer, type TestServer } from "../setup/server";
import { addTestStaff, type TestStaff } from "../setup/staff";
import { totpOf } from "../setup/totp";

let server: TestServer;
let browser: Browser;
let agent: TestStaff;

beforeAll(async () => {
  server = await startServer({ jobs: false });
  [browser, agent] = await Promise.all([launchBrowser(), addTestStaff(server.database, "agent")]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function openSignIn(options: Parameters<typeof newPage>[1] = {}, query = ""): Promise<Page> {
  const page = await newPage(browser, options);
  await visit(page, `${server.url}/sign-in${query}`);
  return page;
}

async function fill(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("メールアドレス").fill(email);
  await page.getByLabel("パスワード").fill(password);
  await page.getByRole("button", { name: "サインイン", exact: true }).click();
}

const atDesk = (page: Page) => page.waitForURL(`${server.url}/hotline`, { waitUntil: "commit" });

describe("signing in", () => {
  it("takes an agent from the front page to their desk, by keyboard alone", async () => {
    const page = await newPage(browser);
    await visit(page, server.url);
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await page.getByLabel("メールアドレス").focus();
    await page.keyboard.type(agent.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(agent.password);
    await page.keyboard.press("Enter");
    await atDesk(page);
  });

  it("says the same of a wrong password and of an account that does not exist", async () => {
    const page = await openSignIn();
    const alert = page.getByRole("alert").filter({ hasText: "違います" });
    await fill(page, agent.email, "not the password");
    const wrong = await alert.textContent();
    await visit(page, `${server.url}/sign-in`);
    await fill(page, "nobody@example.test", "not the password");
    expect(await alert.textContent()).toBe(wrong);
    expect(new URL(page.url()).search).toBe("");
  });

  it("throttles an account after ten wrong passwords and says to wait", async () => {
    const victim = await addTestStaff(server.database, "mailroom");
    const page = await openSignIn();
    for (let attempt = 0; attempt < 11; attempt += 1) {
      const answered = page.waitForResponse((response) => response.url().includes("/api/auth/sign-in"));
      await fill(page, victim.email, "guess");
      await answered;
    }
    await page.getByText("数分おいてから").waitFor();
  });

  it("never leaves our own site afterwards, whatever the address asks for", async () => {
    const page = await openSignIn({}, `?next=${encodeURIComponent("//evil.example/x")}`);
    await fill(page, agent.email, agent.password);
    await atDesk(page);
  });

  it("asks for the second step where the account has one, and takes full-width digits", async () => {
    const manager = await addTestStaff(server.database, "incident-manager");
    const page = await openSignIn();
    await fill(page, manager.email, manager.password);
    await page.waitForURL(`${server.url}/incidents`, { waitUntil: "commit" });
    const post = (path: string, data: object) =>
      page.request.post(`${server.url}/api/auth/two-factor/${path}`, {
        data,
        headers: { origin: server.url, "x-owabi": "1" },
      });
    const { totpURI } = await (await post("enable", { password: manager.password })).json();
    expect((await post("verify-totp", { code: totpOf(totpURI) })).status()).toBe(200);
    await page.context().clearCookies();

    await visit(page, `${server.url}/sign-in`);
    await fill(page, manager.email, manager.password);
    await page.waitForURL(/\/sign-in\/code/);
    await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
    await page.getByLabel("確認コード").fill("12 34");
    await page.getByRole("button", { name: "確認" }).click();
    await page.getByRole("alert").filter({ hasText: "6桁の数字" }).waitFor();
    const wide = [...totpOf(totpURI)]
      .map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
      .join("");
    await page.getByLabel("確認コード").fill(wide);
    await page.getByRole("button", { name: "確認" }).click();
    await page.waitForURL(`${server.url}/incidents`, { waitUntil: "commit" });
  });
});

describe("the sign-in page", () => {
  it("runs under its content policy: a fresh nonce each time, nothing stored, nothing refused", async () => {
    const page = await newPage(browser);
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    const nonces: string[] = [];
    for (let visitNumber = 0; visitNumber < 2; visitNumber += 1) {
      const response = await page.goto(`${server.url}/sign-in`);
      await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
      const headers = response?.headers() ?? {};
      expect(headers["cache-control"]).toContain("no-store");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers["x-powered-by"]).toBeUndefined();
      const policy = headers["content-security-policy"] ?? "";
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe-eval");
      nonces.push(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
    }
    expect(nonces[0]).not.toBe(nonces[1]);
    await page.getByRole("button", { name: /日本語/ }).click();
    await page.getByRole("menuitemradio", { name: "暗い" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("refuses script that gets into its markup", async () => {
    const page = await openSignIn();
    const ran = await page.evaluate(async () => {
      const planted = document.createElement("div");
      planted.innerHTML = `<img src="data:," onerror="window.planted = true" alt="">`;
      const failed = new Promise((resolve) => planted.firstElementChild?.addEventListener("error", resolve));
      document.body.append(planted);
      await failed;
      return "planted" in window;
    });
    expect(ran).toBe(false);
  });

  it("keeps language and look in cookies and has them in the very first bytes of the next answer", async () => {
    const page = await openSignIn({ colorScheme: "light" });
    await page.getByRole("button", { name: /日本語/ }).click();
    await page.getByRole("menuitemradio", { name: "暗い" }).click();
    await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.getByRole("button", { name: /日本語/ }).click();
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    const html = await (await page.request.get(`${server.url}/sign-in`)).text();
    expect(html).toMatch(/<html[^>]+lang="en"[^>]+data-theme="dark"/);
    await visit(page, `${server.url}/sign-in`);
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(ground).toBe("rgb(18, 20, 22)");
  });

  it.each([
    { colorScheme: "light", viewport: { width: 1280, height: 800 } },
    { colorScheme: "dark", viewport: { width: 320, height: 640 } },
  ] as const)("is accessible and fits ($colorScheme, $viewport.width px)", async (options) => {
    const page = await openSignIn(options);
    await page.getByRole("button", { name: "サインイン", exact: true }).click();
    await page.getByText("メールアドレスとパスワードを入力してください。").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it("shows its texts in the project's own Japanese type", async () => {
    const page = await openSignIn();
    const loaded = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter((face) => face.status === "loaded").map((face) => face.family);
    });
    expect(loaded.join()).toContain("BIZ UDPGothic");
  });
});
