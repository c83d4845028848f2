import { isMissingText } from './cells';

const TOTAL =
  /^\W*(?:(?:grand|sub)[\s-]?total|totals?|sum|summe|gesamt(?:summe)?|insgesamt|somme|totale?s?|suma|合计|总计|小计|总和|合計|總計|計|합계|총계|소계|итого|всего|razem|toplam|totaal|summa|tổng(?: cộng)?|รวม|المجموع|الإجمالي|averages?|avg|durchschnitt|mittelwert|moyenne|promedio|平均(?:值|数)?|均值|平均値|среднее)(?!\p{L})|^\s*\*{1,3}\s*$/iu;

/** Whether a cell says that its row is a sum or an average of others. */
export const isTotalLabel = (cell: string) => TOTAL.test(cell);

/** As spreadsheets write it below each group: `Smith Total`. */
export const isSubtotalLabel = (cell: string) => /\S[\s_](?:total|ergebnis|итог)\s*$|\S\s*(?:汇总|小计|合计)\s*$/iu.test(cell);

/** Whether a cell of a row of sums is blank: nothing, or dashes. */
export const isBlankOfSum = (cell: string) => isMissingText(cell) || /^\s*[-–—]{1,3}\s*$/.test(cell);

const NOTE =
  /^\s*(?:[*†‡#※]|(?:notes?|sources?|n\.b\.|hinweise?|anmerkung(?:en)?|quellen?|fuentes?|notas?|注|注释|备注|说明|来源|数据来源)\s*[:：])/iu;

/** Whether a cell begins a note, whatever number of commas that has. */
export const isNoteLabel = (cell: string) => NOTE.test(cell);

/** Numbers of rows and pages, and how long it took, as databases and reports write them below. */
const COUNT =
  /^\s*(?:\(?\d[\d.,]*\s+(?:rows?|records?|lines?|zeilen|filas|lignes|righe)\b.*|(?:page|seite|página|pagina)\s+\d+.*|共\s*\d+\s*[行条页].*|第\s*\d+\s*页.*|time:\s*[\d.]+\s*ms.*)$/iu;

/** Whether a cell says how many rows or pages there are. */
export const isCountLabel = (cell: string) => COUNT.test(cell);

const PAGE_WORDS =
  'page|pages|pg\\.?|seite|página|pagina|pág\\.?|pag\\.?|strona|sida|side|sayfa|stránka|страница|стр\\.?|trang|halaman|ページ|頁';
const OF = '(?:\\s*(?:of|von|de|di|sur|van|z|av|из|/|／|\\|)\\s*\\d+)?';
const PAGE = new RegExp(
  `(?:^|[\\s(\\[–—-])(?:${PAGE_WORDS})\\s*[:：]?\\s*\\d+${OF}\\s*[)\\]–—-]*\\s*$|^\\s*[–—-]\\s*\\d+\\s*[–—-]\\s*$|第\\s*\\d+\\s*(?:页|頁|ページ)|\\d+\\s*(?:/\\s*\\d+\\s*)?ページ\\s*$`,
  'iu',
);
const LONGEST_PAGE_LABEL = 120;

/** Texts that may stand on a page's line: when it was printed, by whom, and its number. */
const MOST_PAGE_TEXTS = 3;

const isPageLabel = (text: string) => text.length <= LONGEST_PAGE_LABEL && PAGE.test(text);

/**
 * Whether a line numbers a page: `Page 2 of 5`, `Printed 5 May 2024 - Page 2`, `第 2 页`, `- 2 -`; alone, or beside a text or two where rows have more.
 *
 * @param texts the cells that are filled
 * @param typical cells that most rows have filled
 */
export const isPageLine = (texts: readonly string[], typical: number) =>
  texts.length > 0 && texts.length <= MOST_PAGE_TEXTS && (texts.length === 1 || texts.length < typical) && texts.some(isPageLabel);

const LEFT_OUT = /^(?:[·…⋮]|\.{2,3})$/u;

/** Whether a row but shows, by dots in each cell, that a printed table leaves out rows here. */
export const isLeftOut = (cells: readonly string[]) => cells.length > 1 && cells.every((cell) => LEFT_OUT.test(cell.trim()));
