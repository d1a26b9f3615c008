"use client";
import { useMemo, useState } from "react";
import { Button } from "@/components/button";
import { Checkbox } from "@/components/checkbox";
import { CopyButton } from "@/components/copy-button";
import { type Column, DataTable } from "@/components/data-table";
import { Dialog, DialogClose } from "@/components/dialog";
import { FileDrop } from "@/components/file-drop";
import { FormError } from "@/components/form-error";
import { Kbd } from "@/components/kbd";
import { Menu } from "@/components/menu";
import { RadioGroup } from "@/components/radio-group";
import { SearchBox } from "@/components/search-box";
import { Section } from "@/components/section";
import { Select } from "@/components/select";
import { Tabs } from "@/components/tabs";
import { TextField } from "@/components/text-field";
import { Textarea } from "@/components/textarea";
import { useToast } from "@/components/toast";
import { Toolbar } from "@/components/toolbar";
import { Tooltip } from "@/components/tooltip";

type Row = { id: string; kana: string; town: string; documents: number };

const families = ["サトウ", "タカハシ", "ヤマザキ", "イトウ", "ヨシダ", "ワタナベ"];
const given = ["ハナコ", "タロウ", "ヨシコ", "ケンジ", "ミドリ"];

function madeUpRows(from: number, count: number): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const n = from + index;
    return {
      id: `OW-${String(100_000 + n)}`,
      kana: `${families[n % families.length]} ${given[n % given.length]}`,
      town: `見本県架空市${(n % 9) + 1}丁目`,
      documents: (n % 4) + 1,
    };
  });
}

const columns: Column<Row>[] = [
  {
    id: "id",
    header: "お問い合わせ番号",
    cell: (row) => <span className="code">{row.id}</span>,
    isRowHeader: true,
    width: "12rem",
  },
  { id: "kana", header: "カナ", cell: (row) => row.kana },
  { id: "town", header: "住所", cell: (row) => row.town },
  { id: "documents", header: "書類", cell: (row) => row.documents, align: "end", width: "6rem" },
];

export function LongTable() {
  const [count, setCount] = useState(5_000);
  const [opened, setOpened] = useState<string | null>(null);
  const rows = useMemo(() => madeUpRows(0, count), [count]);
  return (
    <Section title="長い表" lead={opened ? `開いた行: ${opened}` : "↑↓で移動、Enterで開く"}>
      <Toolbar label="絞り込み" end="3秒前に更新">
        <Select label="書類の種類" options={[{ value: "form", label: "当社作成書類" }]} className="w-48" />
      </Toolbar>
      <DataTable
        label="対象者"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        total={39_585}
        maxHeight="22rem"
        selectedId={opened}
        onRowOpen={(row) => setOpened(row.id)}
        more={{ hasMore: true, isLoading: false, load: () => setCount(count + 500) }}
      />
    </Section>
  );
}

export function TableStates() {
  const rows = useMemo(() => madeUpRows(7, 3), []);
  const common = { columns, rowId: (row: Row) => row.id };
  return (
    <Section title="表の状態">
      <div className="grid gap-4">
        <DataTable {...common} label="短い表" rows={rows} rowHref={(row) => `#${row.id}`} />
        <DataTable {...common} label="読み込み中の表" rows={undefined} />
        <DataTable {...common} label="空の表" rows={[]} empty="条件に合う対象者はいません。" />
        <DataTable
          {...common}
          label="失敗した表"
          rows={undefined}
          error="サーバーに接続できませんでした。"
          onRetry={() => {}}
        />
      </div>
    </Section>
  );
}

export function MovingParts() {
  const toast = useToast();
  return (
    <Section title="動くもの">
      <div className="flex flex-wrap items-center gap-2">
        <Dialog
          title="名簿を確定しますか"
          description="確定した名簿は変更できません。追加があれば、次の版を作ります。"
          trigger={<Button>確認を開く</Button>}
          actions={
            <DialogClose>
              <Button tone="primary">39,585名で確定する</Button>
            </DialogClose>
          }
        >
          <TextField label="理由" required />
        </Dialog>
        <Menu
          trigger={<Button>メニュー</Button>}
          groups={[
            {
              id: "acts",
              entries: [
                { id: "print", label: "印刷済みにする", onSelect: () => {} },
                { id: "spoil", label: "損紙を記録", onSelect: () => {} },
                { id: "stop", label: "停止する", danger: true, onSelect: () => {} },
              ],
            },
          ]}
        />
        <Tooltip text="確定の時刻は日本時間です。">
          <Button tone="quiet">ヒント</Button>
        </Tooltip>
        <Button onClick={() => toast({ title: "記録しました", description: "ロット12、500通" })}>
          知らせる
        </Button>
        <span>
          <span className="code">RUN-0012</span> <CopyButton text="RUN-0012" what="ロット番号" />
        </span>
        <Kbd>F2</Kbd>
      </div>
      <div className="mt-5">
        <Tabs
          label="部分"
          tabs={[
            { id: "sent", label: "送ったもの", count: 2, panel: <p>お詫び状（2014年3月12日差出）</p> },
            { id: "calls", label: "通話", count: 0, panel: <p>まだありません。</p> },
          ]}
        />
      </div>
    </Section>
  );
}

export function FormParts() {
  const [query, setQuery] = useState("");
  return (
    <Section title="入力">
      <div className="grid max-w-3xl gap-5">
        <SearchBox
          label="お問い合わせ番号・カナ・電話番号・証券番号"
          value={query}
          onValueChange={setQuery}
          shortcut="/"
          size="lg"
        />
        <FormError problems={[{ fieldId: "volume", text: "媒体番号を入力してください" }]} />
        <TextField
          id="volume"
          label="媒体番号"
          hint="ラベルの8桁"
          error="媒体番号を入力してください"
          required
          figures
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField label="件数" inputMode="numeric" suffix="通" figures defaultValue="500" />
          <Select label="種類" options={[{ value: "tape", label: "磁気テープ" }]} required />
        </div>
        <Textarea label="経緯" hint="あとから読む人にわかるように" />
        <RadioGroup
          label="棚卸しの結果"
          defaultValue="absent"
          options={[
            { value: "present", label: "現物あり" },
            { value: "absent", label: "現物なし", hint: "棚を見たが、なかった" },
            { value: "unchecked", label: "未確認", hint: "棚を見ていない" },
          ]}
        />
        <Checkbox label="保管庫の担当者に確認した" hint="日付と名前を経緯に書いてください" />
        <FileDrop
          label="目録のファイル"
          hint="Baculaの一覧またはCSV。複数まとめて置けます。"
          accept=".csv,.txt,.gz"
          multiple
          maxBytes={2_000_000_000}
          send={pretendToSend}
        />
      </div>
    </Section>
  );
}

async function pretendToSend(file: File, report: (bytes: number) => void, signal: AbortSignal) {
  for (let part = 1; part <= 20; part += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    signal.throwIfAborted();
    report((file.size * part) / 20);
    if (file.name.includes("bad") && part === 7) throw new Error("broken");
  }
}
