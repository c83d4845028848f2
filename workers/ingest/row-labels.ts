const TOTAL =
  /^\W*(?:(?:grand|sub)[\s-]?total|totals?|sum|summe|gesamt(?:summe)?|insgesamt|somme|totale?s?|suma|合计|总计|小计|总和|合計|總計|計)(?!\p{L})/iu;

/** Whether a cell says that its row is a sum of others. */
export const isTotalLabel = (cell: string) => TOTAL.test(cell);

const NOTE =
  /^\s*(?:[*†‡#※]|(?:notes?|sources?|n\.b\.|hinweise?|anmerkung(?:en)?|quellen?|fuentes?|notas?|注|注释|备注|说明|来源|数据来源)\s*[:：])/iu;

/** Whether a cell begins a note, whatever number of commas that has. */
export const isNoteLabel = (cell: string) => NOTE.test(cell);

/** Numbers of rows and pages, and how long it took, as databases and reports write them below. */
const COUNT =
  /^\s*(?:\(?\d[\d.,]*\s+(?:rows?|records?|lines?|zeilen|filas|lignes|righe)\b.*|(?:page|seite|página|pagina)\s+\d+.*|共\s*\d+\s*[行条页].*|第\s*\d+\s*页.*|time:\s*[\d.]+\s*ms.*)$/iu;

/** Whether a cell says how many rows or pages there are. */
export const isCountLabel = (cell: string) => COUNT.test(cell);

const LEFT_OUT = /^(?:[·…⋮]|\.{2,3})$/u;

/** Whether a row but shows, by dots in each cell, that a printed table leaves out rows here. */
export const isLeftOut = (cells: readonly string[]) => cells.length > 1 && cells.every((cell) => LEFT_OUT.test(cell.trim()));
