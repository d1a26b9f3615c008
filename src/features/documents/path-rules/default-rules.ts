import { documentClasses } from "./document-classes";
import type { PathRule } from "./path-rule";

const codes = documentClasses.map(({ code }) => code).join("|");
const words = documentClasses.flatMap((known) => known.words).join("|");
const image = "(tif|tiff|TIF|TIFF)";
const claimImage = `{claimNumber=CLM-####-#######}_S{session=##}_{classCode=${codes}}{sheet=##}*.${image}`;
const dayFolder = "{year=####}/{month=##}/{day=##}";

/**
 * The rules of the case, in order of precedence for the name that is reported: claim images
 * `…/YYYY/MM/DD/CLM-YYYY-NNNNNNN_Sxx_CCnn.tif` (also in a folder or under a prefix with the class's own word,
 * or in a month's folder `2012年9月`), then what is knowingly set aside, then what no rule may decide.
 */
export const defaultPathRules: readonly PathRule[] = [
  { name: "claim-image-by-day", action: "document", pattern: `**/${dayFolder}/*${claimImage}` },
  {
    name: "claim-image-by-day-and-class",
    action: "document",
    pattern: `**/${dayFolder}/{classWord=${words}}/*${claimImage}`,
  },
  {
    name: "claim-image-by-month",
    action: "document",
    pattern: `**/####/{year=####}年{month=#|##}月/*${claimImage}`,
  },
  {
    name: "claim-image-with-class-word",
    action: "document",
    pattern: `**/{classWord=${words}}_${claimImage}`,
  },
  { name: "claim-image-elsewhere", action: "document", pattern: `**/*${claimImage}` },
  {
    name: "forms-master",
    action: "exclude",
    pattern: `**/forms/(master|請求書様式)/FORM-####_(${codes})##.${image}`,
  },
  { name: "system-folder", action: "exclude", pattern: "/(bin|boot|etc|lib|lib64|sbin|usr)/**" },
  {
    name: "system-file",
    action: "exclude",
    pattern: "**/(Thumbs.db|thumbs.db|Desktop.ini|desktop.ini|.DS_Store|lost+found)",
  },
  { name: "log-file", action: "exclude", pattern: "**/*.(log|LOG)" },
  { name: "log-file-rotated", action: "exclude", pattern: "**/*.log.(#|##|#.gz|##.gz)" },
  { name: "two-claim-numbers", action: "doubt", pattern: "**/*CLM-####-#######*CLM-####-#######*" },
];
