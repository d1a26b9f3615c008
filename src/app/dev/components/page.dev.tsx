import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { DescriptionList } from "@/components/description-list";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/page-header";
import { Progress } from "@/components/progress";
import { Section } from "@/components/section";
import { type Stage, StageRow } from "@/components/stage-row";
import { Stat, StatRow } from "@/components/stat";
import { TabLinks } from "@/components/tab-links";
import { AppearanceMenu } from "../../shell/appearance-menu";
import { FormParts, LongTable, MovingParts, TableStates } from "./live-parts";

export const metadata = { title: "Components" };

const stages: Stage[] = [
  {
    id: "media",
    label: "媒体",
    count: 2,
    unit: "本",
    href: "#media",
    state: { tone: "done", label: "紛失確定" },
  },
  {
    id: "catalog",
    label: "目録",
    count: 118_204,
    unit: "行",
    href: "#catalog",
    setAside: { count: 1_032, href: "#aside" },
    state: { tone: "done", label: "取込済み" },
  },
  {
    id: "documents",
    label: "書類",
    count: 52_871,
    unit: "通",
    href: "#documents",
    setAside: { count: 212, href: "#aside" },
    state: { tone: "done", label: "分類済み" },
  },
  {
    id: "people",
    label: "対象者",
    count: 39_585,
    unit: "名",
    href: "#people",
    setAside: { count: 47, href: "#aside" },
    state: { tone: "attention", label: "未解決あり" },
    blocker: (
      <a className="link" href="#unresolved">
        未解決の17件を決める
      </a>
    ),
    current: true,
  },
  { id: "letters", label: "お詫び状", count: 0, unit: "通", state: { tone: "neutral", label: "未開始" } },
  { id: "print", label: "印刷・差出", count: 0, unit: "通", state: { tone: "neutral", label: "未開始" } },
  { id: "calls", label: "架電", count: null, state: { tone: "neutral", label: "未開始" } },
];

export default function ComponentsPage() {
  return (
    <main className="px-6 pt-4 pb-24">
      <div className="flex justify-end">
        <AppearanceMenu theme="system" />
      </div>
      <PageHeader
        back={{ href: "/dev/components", label: "事案一覧" }}
        title="バックアップ媒体2本の所在不明"
        badge={<Badge tone="attention">対応中</Badge>}
        lead="2014年2月27日の棚卸しで判明。対象期間 2012-10-25 〜 2012-11-16。"
        actions={
          <>
            <Button tone="primary">名簿を確定する</Button>
            <Button>報告書</Button>
          </>
        }
      />
      <TabLinks
        label="事案の画面"
        links={[
          { href: "#a", label: "概要", current: true },
          { href: "#b", label: "媒体", count: 2 },
          { href: "#c", label: "対象者", count: "39,585" },
          { href: "#d", label: "お詫び状" },
        ]}
      />
      <StageRow label="事案の流れ" stages={stages} />
      <Section title="数" lead="印刷・封入・差出の数は一致していなければなりません。">
        <StatRow>
          <Stat label="印刷した数" value={39_585} unit="通" href="#printed" note="確定時と同じ" tone="ok" />
          <Stat
            label="封入した数"
            value={39_583}
            unit="通"
            href="#inserted"
            note="2通足りません"
            tone="danger"
          />
          <Stat label="差し出した数" value={11_111} unit="通" note="80ロット中23ロット" />
          <Stat label="返戻" value={null} unit="通" />
        </StatRow>
      </Section>
      <Section title="進み具合">
        <div className="flex flex-col gap-5">
          <Progress
            label="お詫び状の作成"
            done={12_500}
            total={39_585}
            ratePerSecond={81.4}
            secondsLeft={332}
          />
          <Progress label="目録の取込" done={118_204} total={118_204} state="done" />
          <Progress label="顧客台帳の取込" done={4_021} total={39_585} state="failed">
            4,022行目の「生年月日」を読み取れませんでした。
          </Progress>
          <Progress label="印刷用PDF" done={0} total={80} state="waiting" />
        </div>
      </Section>
      <Section title="言葉">
        <div className="flex flex-col gap-3">
          <Notice title="2人目の承認が必要です">名簿を確定した人とは別の担当者が承認します。</Notice>
          <Notice tone="ok">第1版を確定しました。</Notice>
          <Notice
            tone="attention"
            title="開設時間が今日から変わります"
            action={<Button size="sm">時間を見る</Button>}
          >
            平日 9:00〜18:00
          </Notice>
          <Notice tone="danger" title="取り込めませんでした">
            文字コードがShift_JISではありません（3行目 12文字目）。
          </Notice>
          <div className="flex flex-wrap gap-2">
            <Badge>未着手</Badge>
            <Badge tone="ok">承認済み</Badge>
            <Badge tone="attention">確認待ち</Badge>
            <Badge tone="danger">不一致</Badge>
            <Badge tone="done">完了</Badge>
          </div>
        </div>
      </Section>
      <Section title="押すもの">
        <div className="flex flex-wrap items-center gap-2">
          <Button tone="primary">確定する</Button>
          <Button>取り消す</Button>
          <Button tone="quiet">詳しく</Button>
          <Button tone="danger">送付を停止する</Button>
          <Button tone="primary" busy>
            作成中
          </Button>
          <Button disabled>使えない</Button>
          <Button tone="primary" blockedBecause="自分で確定した名簿は承認できません。">
            承認する
          </Button>
          <Button size="sm">小</Button>
          <Button size="lg" tone="primary">
            大きく
          </Button>
          <LinkButton href="/dev/components">リンク</LinkButton>
        </div>
      </Section>
      <MovingParts />
      <FormParts />
      <Section title="項目">
        <DescriptionList
          items={[
            { term: "証券番号", value: <span className="code">AB-1104-7719</span> },
            { term: "書類", value: "診断書（2012年11月2日受付）" },
            { term: "媒体番号", value: <span className="code">A00123L4</span> },
            { term: "備考", value: null },
          ]}
        />
      </Section>
      <LongTable />
      <TableStates />
      <Section title="まだ何もないとき">
        <EmptyState title="印刷ロットはまだありません" action={<Button tone="primary">ロットを作る</Button>}>
          お詫び状ができると、500通ごとにロットを作れます。
        </EmptyState>
      </Section>
    </main>
  );
}
