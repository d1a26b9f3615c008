import type { LetterPiece } from "@/features/letters/typeset/piece";
import type { Random } from "../../seed/random";
import type { Asked } from "./asked-run";
import { twoPlaces } from "./byte-faults";

/** Changes what the typesetter is given; what was asked stays as it was. */
type InputFault = (asked: Asked, random: Random) => Asked;

const someone = (asked: Asked, random: Random, change: (piece: LetterPiece) => LetterPiece): Asked => {
  const at = random.int(0, asked.pieces.length - 1);
  return { ...asked, pieces: asked.pieces.map((piece, i) => (i === at ? change(piece) : piece)) };
};

const swapped = (asked: Asked, random: Random, keys: readonly (keyof LetterPiece)[]): Asked => {
  const [a, b] = twoPlaces(random, asked.pieces.length);
  const pieces = [...asked.pieces];
  const [one, two] = [pieces[a] as LetterPiece, pieces[b] as LetterPiece];
  const taken = (from: LetterPiece) => Object.fromEntries(keys.map((key) => [key, from[key]]));
  pieces[a] = { ...one, ...taken(two) };
  pieces[b] = { ...two, ...taken(one) };
  return { ...asked, pieces };
};

const otherDigit = (text: string, random: Random): string => {
  const digits = [...text.matchAll(/\d/g)];
  const one = random.pick(digits);
  const digit = String((Number(one[0]) + random.int(1, 9)) % 10);
  return text.slice(0, one.index) + digit + text.slice(one.index + 1);
};

/** Forms of a character that are told apart in a family's name and look alike to a program that normalises. */
const variants: Record<string, string> = {
  葛: "葛\u{e0101}",
  神: "\ufa19",
  髙: "高",
  渡: "渡邉",
  佐: "左",
  藤: "籐",
  伊: "井",
  田: "由",
};

const clauseOf = (piece: LetterPiece) => piece.values.lost_clause as string[];
const withClause = (piece: LetterPiece, lost_clause: string[]) => ({
  ...piece,
  values: { ...piece.values, lost_clause },
});

/** Words of the template that stand in every letter of the run. */
const fixedWords =
  "謹啓 お預かり 紛失いたしました 経緯 記録されていました 原因 不審な連絡 お尋ねください 二度と 謹白 様の信頼".split(
    " ",
  );

export const inputFaults: Record<string, InputFault> = {
  "two people's addressees swapped": (asked, random) => swapped(asked, random, ["addressee"]),
  "two people's values swapped": (asked, random) => swapped(asked, random, ["values"]),
  "two people's inquiry numbers swapped": (asked, random) => swapped(asked, random, ["inquiryNumber"]),
  "two people's places in the run swapped": (asked, random) => swapped(asked, random, ["sequence"]),
  "two people's letters swapped": (asked, random) =>
    swapped(asked, random, ["addressee", "values", "inquiryNumber"]),
  "a digit of an inquiry number": (asked, random) =>
    someone(asked, random, (piece) => ({ ...piece, inquiryNumber: otherDigit(piece.inquiryNumber, random) })),
  "a digit of a postcode": (asked, random) =>
    someone(asked, random, (piece) => ({
      ...piece,
      addressee: { ...piece.addressee, postcode: otherDigit(piece.addressee.postcode ?? "", random) },
    })),
  "a digit of an address": (asked, random) =>
    someone(asked, random, (piece) => {
      const [line = "", ...more] = piece.addressee.addressLines;
      return {
        ...piece,
        addressee: { ...piece.addressee, addressLines: [otherDigit(line, random), ...more] },
      };
    }),
  "a digit of the hotline's number": (asked, random) => ({
    ...asked,
    constants: {
      ...asked.constants,
      hotline_number: otherDigit(String(asked.constants.hotline_number), random),
    },
  }),
  "a day of a date": (asked, random) => ({
    ...asked,
    constants: {
      ...asked.constants,
      [random.pick(["letter_date", "received_from", "received_to", "discovered_on"])]: "2013-02-11",
    },
  }),
  "a character of a name in another form": (asked, random) => {
    const [character, form] = random.pick(Object.entries(variants));
    const change = (name: string) => name.replace(character, form);
    const where = random.pick(["window", "words", "both"]);
    return {
      ...asked,
      pieces: asked.pieces.map((piece) => ({
        ...piece,
        addressee:
          where === "words" ? piece.addressee : { ...piece.addressee, name: change(piece.addressee.name) },
        values:
          where === "window" ? piece.values : { ...piece.values, name: change(String(piece.values.name)) },
      })),
    };
  },
  "another honorific": (asked, random) =>
    someone(asked, random, (piece) => ({
      ...piece,
      addressee: { ...piece.addressee, honorific: random.pick(["御中", ""] as const) },
    })),
  "a paper of the clause left out": (asked, random) =>
    someone(asked, random, (piece) => withClause(piece, clauseOf(piece).slice(1))),
  "a paper of the clause twice": (asked, random) =>
    someone(asked, random, (piece) => withClause(piece, [...clauseOf(piece), random.pick(clauseOf(piece))])),
  "the papers of the clause in another order": (asked, random) =>
    someone(asked, random, (piece) => withClause(piece, [...clauseOf(piece)].reverse())),
  "how many papers, or how sure": (asked, random) =>
    someone(asked, random, (piece) => {
      const at = random.int(0, clauseOf(piece).length - 1);
      return withClause(
        piece,
        clauseOf(piece).map((line, i) =>
          i === at ? otherDigit(line.replace("1通", "2通").replace("第", "第1"), random) : line,
        ),
      );
    }),
  "a character more in a name": (asked, random) =>
    someone(asked, random, (piece) => ({
      ...piece,
      values: { ...piece.values, name: `${piece.values.name}子` },
    })),
  "a fact of the incident changed": (asked, random) => {
    const fact = random.pick([
      "organisation",
      "representative",
      "outline",
      "cause",
      "secondary_harm",
      "response",
      "contents",
    ]);
    return { ...asked, constants: { ...asked.constants, [fact]: `${asked.constants[fact]}。` } };
  },
  "a promise of the incident dropped": (asked) => ({
    ...asked,
    constants: { ...asked.constants, call_promised: false },
  }),
  "a word of the template changed": (asked, random) => ({
    ...asked,
    template: asked.template.replace(random.pick(fixedWords), "ことば"),
  }),
  "a paragraph of the template dropped": (asked, random) => {
    const paragraphs = asked.template
      .split("\n\n")
      .filter((part) =>
        fixedWords.some(
          (word) => part.startsWith(word) || part.includes(`　${word}`) || part.startsWith(`## `),
        ),
      );
    return {
      ...asked,
      template: asked.template.replace(
        random.pick(paragraphs.filter((part) => !part.includes("title:"))),
        "",
      ),
    };
  },
  "a name of the template exchanged": (asked, random) => {
    const places = [...asked.template.matchAll(/\{\{ (outline|cause|secondary_harm|response|medium) \}\}/g)];
    const one = random.pick(places);
    const by = one[1] === "cause" ? "{{ organisation }}" : "{{ cause }}";
    return {
      ...asked,
      template: asked.template.slice(0, one.index) + by + asked.template.slice(one.index + one[0].length),
    };
  },
  "another generation": (asked, random) => someone(asked, random, (piece) => ({ ...piece, generation: 2 })),
  "another run's code": (asked) => ({ ...asked, code: "K7Q2MD4X0B" }),
  "another answer page": (asked) => ({ ...asked, answerUrl: "https://owabi.example/answers" }),
  "another run's label": (asked, random) => ({ ...asked, label: `R000${random.int(2, 9)}` }),
  "a letter left out": (asked, random) => {
    const at = random.int(0, asked.pieces.length - 1);
    return { ...asked, pieces: asked.pieces.filter((_, i) => i !== at) };
  },
  "a letter twice": (asked, random) => {
    const at = random.int(0, asked.pieces.length - 1);
    return { ...asked, pieces: [...asked.pieces.slice(0, at + 1), ...asked.pieces.slice(at)] };
  },
};
