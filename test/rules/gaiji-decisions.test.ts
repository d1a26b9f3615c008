import { expect, test } from "vitest";
import { applyDecisions, byCharacter, type GaijiDecision } from "@/features/letters/gaiji/apply-decisions";

const decision: GaijiDecision = {
  id: "decision",
  personId: "person",
  codePoint: "U+E000",
  remedy: "own-form",
  font: null,
  replacement: "辺　花子",
  forName: "\ue000　花子",
};
const letterTo = (name: string) => ({
  letterId: "letter",
  inquiryNumber: "OW-0000-0000-00",
  sequence: 1,
  generation: 1,
  addressee: { postcode: null, addressLines: "見本県見本市1", name, honorific: "様" as const },
  values: { name },
});

test.each(["own-form", "kana"] as const)(
  "the %s of a whole name is printed for exactly the name it was decided for, never in place of a later one",
  (remedy) => {
    const decisions = byCharacter([{ ...decision, remedy }]);
    const then = applyDecisions(letterTo("\ue000　花子"), "person", decisions);
    expect([then.piece.addressee.name, then.piece.values.name, then.used?.decisions]).toEqual([
      "辺　花子",
      "辺　花子",
      ["decision"],
    ]);
    const renamed = applyDecisions(letterTo("\ue000　恵子"), "person", decisions);
    expect([renamed.piece.addressee.name, renamed.piece.values.name, renamed.used]).toEqual([
      "\ue000　恵子",
      "\ue000　恵子",
      null,
    ]);
  },
);
