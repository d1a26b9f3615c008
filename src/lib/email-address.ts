export type EmailAddressProblem = "more-than-one" | "line-break" | "too-long" | "not-an-address";

export type ReadEmailAddress = { ok: true; address: string } | { ok: false; problem: EmailAddressProblem };

// RFC 5321 "Mailbox" without quoted local parts and address literals: what a mail server takes without quoting.
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const topLabel = /^(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,59})$/i;
const longestAddress = 254;
const longestLocalPart = 64;

/**
 * One e-mail address as a mail server takes it: blanks around it are dropped, characters of full width are read as
 * typed on a Japanese keyboard. Nothing else is mended: a comma, a name beside it, a quoted or a non-Latin part
 * (which can look like another address) is refused.
 */
export function readEmailAddress(text: string): ReadEmailAddress {
  const typed = text.replace(/^[ \u3000\t]+|[ \u3000\t]+$/g, "").replace(/[\uff01-\uff5e]/g, toHalfWidth);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these would begin another header.
  if (/[\r\n\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(typed)) return { ok: false, problem: "line-break" };
  if ((typed.match(/@/g)?.length ?? 0) > 1) return { ok: false, problem: "more-than-one" };
  if (typed.length > longestAddress) return { ok: false, problem: "too-long" };
  const [local = "", domain = ""] = typed.split("@");
  const labels = domain.split(".");
  const isAddress =
    local.length <= longestLocalPart &&
    localPart.test(local) &&
    labels.length > 1 &&
    labels.every((one) => label.test(one)) &&
    topLabel.test(labels.at(-1) ?? "");
  return isAddress ? { ok: true, address: typed } : { ok: false, problem: "not-an-address" };
}

const toHalfWidth = (character: string) => String.fromCharCode(character.charCodeAt(0) - 0xfee0);
