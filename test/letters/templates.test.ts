import { describe, expect, it } from "vitest";
import { compileLetter } from "@/features/letters/typeset/compile-letter";
import { chokei3 } from "@/features/letters/typeset/envelope";
import type { LetterValues } from "@/features/letters/typeset/piece";
import { setPiece } from "@/features/letters/typeset/set-piece";
import { Invalid } from "@/lib/errors";
import { readPages } from "./read-pages";
import {
  compileSample,
  constants,
  englishClause,
  englishConstants,
  fonts,
  honorificOf,
  samplePiece,
  setSampleRun,
  templateNames,
  templateSource,
} from "./sample-letters";

const short = (body: string, fields = "") =>
  `---\ntitle: 試し\nlanguage: ja\nfor: insured\nrequired:\n  - name\noptional:\n  - note\n${fields}---\n-> {{ inquiry_number }}\n\n---\n\n${body}\n`;

const refusalOf = (source: string, given: LetterValues = {}) => {
  try {
    compileLetter({ templateSource: source, constants: given, envelope: chokei3, fonts });
  } catch (error) {
    if (error instanceof Invalid) return { reason: error.reason, ...error.detail };
    throw error;
  }
  return null;
};

describe("the letters we ship", () => {
  const piecesOf = (name: (typeof templateNames)[number]) => [
    samplePiece(1, {
      addressee: { honorific: honorificOf[name] },
      ...(name.endsWith("-en") ? { values: { lost_clause: englishClause, name: "Hanako Yamada" } } : {}),
    }),
  ];
  const plain = (value: unknown) => String(value).replace(/\s/g, "");

  it.each(templateNames)(
    "%s: compiles, fits one sheet, and carries the five items of rule 10",
    async (name) => {
      const run = await setSampleRun(name, piecesOf(name));
      expect(run.held).toEqual([]);
      expect(run.pages).toBe(1);
      const text = (await readPages(run.pdf))[0]?.text ?? "";
      const said: LetterValues = name.endsWith("-en") ? { ...constants, ...englishConstants } : constants;
      const { lost_clause: clauses } = piecesOf(name)[0]?.values ?? {};
      const clause = Array.isArray(clauses) ? clauses[0] : "none";
      for (const item of [said.outline, clause, said.cause, said.secondary_harm, said.hotline_number]) {
        expect(text).toContain(plain(item));
      }
    },
  );

  it.each(templateNames)(
    "%s: in large print says word for word the same, nothing of it under 14 points, on few sheets",
    (name) => {
      const rowsIn = (print: "normal" | "large") => {
        const [piece] = piecesOf(name);
        const set = piece && setPiece(compileSample(name, undefined, print), piece);
        if (!set?.ok) throw new Error("held");
        const blocks = [...set.letter.head, ...set.letter.pages.flat()].map(({ block, fromRow, toRow }) => ({
          size: block.style.size,
          text: block.rows
            .slice(fromRow, toRow)
            .flat()
            .flatMap(({ glyphs, line }) => glyphs.slice(line.from, line.to))
            .map((glyph) => String.fromCodePoint(...glyph.codePoints))
            .join(""),
        }));
        return { blocks, sheets: set.letter.pages.length };
      };
      const [normal, large] = [rowsIn("normal"), rowsIn("large")];
      const words = ({ blocks }: typeof normal) => blocks.map(({ text }) => text).join("");
      expect(words(large)).toBe(words(normal));
      expect(Math.min(...large.blocks.map(({ size }) => size))).toBeGreaterThanOrEqual(14);
      expect(large.sheets).toBeLessThanOrEqual(3);
    },
  );

  it.each(templateNames.filter((name) => !name.endsWith("-en")))(
    "%s: opens with 謹啓, closes with 謹白, keeps to the form of an apology",
    async (name) => {
      const source = templateSource(name);
      expect(source).toMatch(/\n謹啓　/);
      expect(source.trimEnd()).toMatch(/-> 謹白$/);
      expect(source).not.toMatch(/略儀|拝啓|敬具|の候|時下/);
    },
  );

  it("bereaved: holds none of the words a house in mourning must not read", () => {
    expect(templateSource("bereaved")).not.toMatch(
      /重ねて|重ね重ね|くれぐれも|たびたび|再び|再発|引き続き|追って|二度と/,
    );
  });

  it("say nothing about one case: every name, date and number comes from the values", () => {
    for (const name of templateNames) {
      const body = templateSource(name).split("---").slice(2).join("");
      expect(body.replace(/^#.*$/gm, "")).not.toMatch(/[0-9]|磁気|テープ|平成|tape/);
    }
  });
});

describe("names in running text", () => {
  it("are marked as whole wherever a template we ship names the person", () => {
    for (const name of templateNames) {
      const body = templateSource(name).split("---").slice(2).join("");
      expect(body).toContain("{{ name | whole }}");
      expect(body).not.toMatch(/\{\{-?\s*name\s*(?!\| whole)[|}]/);
    }
  });

  it("are never parted from one line to the next, in a sentence that may be missing either", () => {
    const source = short(
      "　{{ note }}{% if note %}{{ name | whole }}様に**{{ name | whole }}様の**お知らせがあります。{% endif %}{{ name | whole }}様へ。",
    );
    const compiled = compileSample("", source);
    const name = "勘解由小路　左衛門尉";
    for (let length = 1; length <= 45; length++) {
      const set = setPiece(compiled, samplePiece(1, { values: { name, note: "あ".repeat(length) } }));
      if (!set.ok) throw new Error("held");
      const rows = set.letter.pages.flat().flatMap(({ block }) => block.rows);
      const lines = rows.map((row) =>
        row
          .flatMap(({ glyphs, line }) => glyphs.slice(line.from, line.to))
          .map((glyph) => String.fromCodePoint(...glyph.codePoints))
          .join(""),
      );
      expect(lines.join("").split(`${name}様`)).toHaveLength(4);
      expect(lines.flatMap((line) => line.match(new RegExp(`${name}様`, "g")) ?? [])).toHaveLength(3);
    }
  });

  it("leave nothing of the marks behind, and no value can bring a mark along", async () => {
    const source = short("　{{ note }}{{ name | whole }}様。{% if note %}{{ note | whole }}{% endif %}");
    const run = await setSampleRun("", [samplePiece(1, { values: { note: "追伸" } })], source);
    expect((await readPages(run.pdf))[0]?.text).toContain("追伸山田花子様。追伸");
    const held = await setSampleRun("", [samplePiece(1, { values: { name: "山田\ufdd0花子" } })], source);
    expect(held.held).toMatchObject([
      { field: "name", reason: "letter.glyph-missing", codePoint: "U+FDD0", at: 2 },
    ]);
    const empty = short("　{{ note | whole }}本文");
    expect((await setSampleRun("", [samplePiece(1)], empty)).held).toEqual([]);
  });
});

describe("a template that is wrong", () => {
  it.each([
    ["no front matter", "# 題", { reason: "letter-template.front-matter", line: 1 }],
    [
      "front matter without an end",
      "---\ntitle: 題\n",
      { reason: "letter-template.front-matter", because: "has-no-end" },
    ],
    [
      "unknown language",
      short("本文").replace("language: ja", "language: fr"),
      { line: 3, because: "unknown-key-or-value" },
    ],
    [
      "an unknown variable",
      short("{{ name }}様\n\n{{ nmae }}様"),
      { reason: "letter-template.unknown-variable", line: 16, name: "nmae" },
    ],
    [
      "an unknown variable in a condition",
      short("{% if gone %}\n本文\n{% endif %}"),
      { line: 14, name: "gone" },
    ],
    ["an unknown filter", short("{{ name | shout }}"), { reason: "letter-template.liquid", line: 14 }],
    ["a tag left open", short("{% if note %}\n本文"), { reason: "letter-template.liquid", line: 14 }],
    [
      "a table",
      short("| a | b |\n|---|---|\n| c | d |"),
      { reason: "letter-template.markdown", because: "table" },
    ],
    ["markup", short("<b>本文</b>"), { reason: "letter-template.markdown", because: "html" }],
    ["an emphasis Markdown cannot see", short("これは**「重要」**です"), { because: "stray-mark" }],
    [
      "a character no font has",
      short("本文\n\n本\ue000文"),
      { reason: "letter-template.character", line: 16, column: 2, codePoint: "U+E000" },
    ],
    [
      "no letterhead",
      "---\ntitle: 題\nlanguage: ja\nfor: insured\n---\n本文\n",
      { reason: "letter-template.no-letterhead" },
    ],
    ["two letterheads", short("本文\n\n---\n\n本文"), { reason: "letter-template.second-rule" }],
  ])("is refused with the line and what is wrong: %s", (_, source, expected) => {
    expect(refusalOf(source)).toMatchObject(expected);
  });

  it.each([
    "{% include 'x' %}",
    "{% render 'x' %}",
    "{% layout 'x' %}",
    "{% raw %}x{% endraw %}",
    "{% assign a = 1 %}",
    "{% liquid echo 1 %}",
    "{% capture a %}{% endcapture %}",
    "{% tablerow i in name %}{% endtablerow %}",
    "{{ name | map: 'constructor' }}",
    "{{ name | where: 'a' }}",
  ])("cannot reach anything but its values: %s", (body) => {
    expect(refusalOf(short(body))).toMatchObject({ reason: "letter-template.liquid" });
  });

  it("cannot reach a prototype or loop without end", async () => {
    for (const body of [
      "{% for a in name %}\n{{ a.constructor }}\n{% endfor %}",
      "{{ name.__proto__ }}",
      "{% if name.surname %}有{% endif %}",
      "{{ forloop.index.constructor }}",
    ])
      expect(refusalOf(short(body)), body).toMatchObject({ reason: "letter-template.unknown-variable" });
    for (const body of [
      "{% for i in (1..499999) %}\n字\n{% endfor %}",
      "{% for i in (1..1000000000) %}字{% endfor %}",
      "{{ (1..1000000000) | size }}",
      "{% if (1..499999) contains name %}字{% endif %}",
      "{% for a in name %}{% for b in name %}{% for c in name %}字{% endfor %}{% endfor %}{% endfor %}",
      "{% for a in name %}\n{% if a %}{% for b in name %}{% for c in name %}字{% endfor %}{% endfor %}{% endif %}\n{% endfor %}",
    ])
      expect(refusalOf(short(body)), body).toMatchObject({ reason: "letter-template.liquid" });
    const list = Array.from({ length: 201 }, () => "一");
    const run = await setSampleRun("insured", [samplePiece(1, { values: { lost_clause: list } })]);
    expect(run.held).toMatchObject([{ field: "lost_clause", reason: "letter.list-too-long" }]);
  });

  it.each(["<script>", "a &amp; b", "\u0001", "\u001b[0m"])(
    "has a title that stays one in XML: %j",
    (words) => {
      expect(refusalOf(short("本文").replace("title: 試し", `title: 試し${words}`))).toMatchObject({
        reason: "letter-template.front-matter",
      });
    },
  );

  it("is refused, with its line, where marks lie in one another without end", () => {
    for (const body of ["> ".repeat(19_000), "- ".repeat(19_000), "*字".repeat(19_000), "[".repeat(38_000)])
      expect(refusalOf(short(`${body}字`)) ?? "set").toSatisfy(
        (found) => found === "set" || /^letter-template\./.test((found as { reason: string }).reason),
      );
    expect(refusalOf(short(`${"> ".repeat(19_000)}字`))).toMatchObject({
      reason: "letter-template.markdown",
    });
  });

  it("repeats no letter's paragraphs without end, and holds only whom it would", async () => {
    const nested = "{% for a in rows %}\n{% for b in rows %}\n字\n{% endfor %}\n{% endfor %}\n\n";
    const source = short(nested.repeat(100)).replace("optional:\n", "optional:\n  - rows\n");
    const of = (letter: number, rows: string[]) => samplePiece(letter, { values: { rows } });
    const many = Array.from({ length: 200 }, () => "一");
    const run = await setSampleRun("", [of(1, []), of(2, many)], source);
    expect(run.held).toMatchObject([{ letterId: "letter-2", field: "letter", reason: "letter.too-long" }]);
    expect(refusalOf(source, { ...constants, rows: many })).toMatchObject({ reason: "letter.too-long" });
  });
});

describe("what a letter must not lack", () => {
  it("an empty required constant is refused, naming it", () => {
    expect(refusalOf(templateSource("insured"), { ...constants, cause: "　" })).toMatchObject({
      reason: "letter.constant-empty",
      field: "cause",
    });
  });

  it("a constant that cannot be printed, or is no date, is refused, naming it", () => {
    expect(refusalOf(templateSource("insured"), { ...constants, cause: "原\ue000因" })).toMatchObject({
      field: "cause",
      codePoint: "U+E000",
    });
    expect(refusalOf(templateSource("insured"), { ...constants, letter_date: "2014-02-30" })).toMatchObject({
      reason: "letter.constant-unusable",
      field: "letter_date",
    });
  });

  it.each([
    ["missing", undefined],
    ["blank", " 　"],
    ["an empty list", []],
    ["a list with a blank entry", ["診断書", ""]],
  ])("an empty required value holds its letter and only that one: %s", async (_, value) => {
    const field = Array.isArray(value) ? "lost_clause" : "name";
    const empty = samplePiece(2);
    const values = Object.fromEntries(
      Object.entries({ ...empty.values, [field]: value }).filter(([, v]) => v !== undefined),
    );
    const run = await setSampleRun("insured", [
      samplePiece(1),
      { ...empty, values: values as LetterValues },
      samplePiece(3),
    ]);
    expect(run.held).toEqual([
      { letterId: "letter-2", field, reason: "letter.field-empty", codePoint: null, at: null },
    ]);
    expect(run.pages).toBe(2);
  });

  it("words meant for someone else are never printed", async () => {
    for (const [name, honorific] of [
      ["insured", "ご遺族様"],
      ["bereaved", "様"],
      ["guardian", "ご遺族様"],
      ["guardian", "様"],
      ["proxy", "様"],
      ["insured", "代理人様"],
      ["policyholder", "保護者様"],
      ["insured-en", "The family of"],
      ["bereaved-en", ""],
    ] as const) {
      const run = await setSampleRun(name, [samplePiece(1, { addressee: { honorific } })]);
      expect(run.held).toMatchObject([{ field: "addressee.honorific", reason: "letter.words-for-another" }]);
    }
  });
});

describe("conditions, lists and the compiled parts", () => {
  it("an empty text, an empty list and an absent optional value count as no", async () => {
    const source = short("{% if note %}\n有\n{% else %}\n無\n{% endif %}");
    for (const [note, expected] of [
      ["", "無"],
      ["x", "有"],
      [[], "無"],
      [false, "無"],
      [true, "有"],
    ] as const) {
      const values: LetterValues = { note: note as string };
      const run = await setSampleRun("", [samplePiece(1, { values })], source);
      expect((await readPages(run.pdf))[0]?.text).toContain(expected);
    }
    const absent = await setSampleRun("", [samplePiece(1)], source);
    expect((await readPages(absent.pdf))[0]?.text).toContain("無");
  });

  it("a value is words, never markup or template", async () => {
    const name = "**山田** {{ cause }} <b> `x` # 一";
    const run = await setSampleRun(
      "",
      [samplePiece(1, { values: { name } })],
      short("　本人は{{ name }}です。"),
    );
    expect((await readPages(run.pdf))[0]?.text).toContain(name.replace(/\s/g, ""));
  });

  it("a paragraph prints the same whether it was set once for all letters or for each", async () => {
    const everyone = compileSample("insured");
    const { cause, response, ...rest } = constants;
    const each = compileLetter({
      templateSource: templateSource("insured"),
      constants: rest,
      envelope: chokei3,
      fonts,
    });
    expect(each.preset.size).toBeLessThan(everyone.preset.size);
    const { previewLetter } = await import("@/features/letters/typeset/set-run");
    const run = { label: "R0001", code: null, createdAt: new Date(0) };
    const one = await previewLetter(everyone, run, samplePiece());
    const other = await previewLetter(
      each,
      run,
      samplePiece(1, { values: { cause, response } as LetterValues }),
    );
    if (!one.ok || !other.ok) throw new Error("held");
    const [a, b] = [await readPages(one.pdf), await readPages(other.pdf)];
    const placed = (pages: typeof a) =>
      pages.flatMap((p) => p.words.map((w) => `${w.text.trim()} ${w.x.toFixed(1)} ${w.y.toFixed(1)}`)).sort();
    expect(placed(b)).toEqual(placed(a));
  });
});
