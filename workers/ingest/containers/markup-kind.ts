import { detectEncoding } from '../encoding';
import { utf16Of } from '../utf16';

/** What a text of tags is: a page, or a workbook as Excel 2003 wrote it in XML. */
export type MarkupKind = 'html' | 'workbook-xml';

const SPREADSHEET = 'urn:schemas-microsoft-com:office:spreadsheet';
/** What comes before the first element. */
const PROLOGUE = /^(?:\s|<\?[^>]*>|<!--[\s\S]*?-->|<!doctype[^>]*>)*/i;
/** Elements that pages, and what people make in their stead, begin with. */
const PAGE =
  /^<(?:html|head|meta|title|style|link|script|body|div|center|font|form|table|thead|tbody|tr|p|br|h[1-6]|b|span|section|main|xml)\b/i;

/** What a text is by its beginning; null where it is no markup that could hold a table. */
export function markupKind(head: Uint8Array): MarkupKind | null {
  const text = new TextDecoder(utf16Of(head) ?? 'latin1').decode(head).replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, '');
  if (!/^\s*</.test(text)) return null;
  const start = PROLOGUE.exec(text)![0].length;
  if (/^<(?:\w+:)?Workbook\b/.test(text.slice(start)) && text.includes(SPREADSHEET)) return 'workbook-xml';
  const isPage = /<!doctype\s+html/i.test(text.slice(0, start)) || /^<html\b/i.test(text.slice(start));
  return isPage || (PAGE.test(text.slice(start)) && /<(?:table|tr)\b/i.test(text)) ? 'html' : null;
}

/**
 * Label for TextDecoder of markup: by byte order mark, as UTF-8 where its bytes are that and not ASCII, as it says of itself, else as plain text is told.
 *
 * @param head its beginning, which may be cut within a character
 */
export function markupEncoding(head: Uint8Array): string {
  const utf16 = utf16Of(head);
  if (utf16 !== null) return utf16;
  const said = /<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)/i.exec(
    new TextDecoder('latin1').decode(head),
  )?.[1];
  const isAscii = head.every((byte) => byte < 0x80);
  const told = detectEncoding(head);
  if (said === undefined || (told === 'utf-8' && !isAscii)) return told;
  try {
    const { encoding } = new TextDecoder(said);
    // What is called UTF-16 and was found to be none is read as what it was found to be; so is what is called UTF-8 and is none.
    return encoding.startsWith('utf-') && encoding !== told ? told : encoding;
  } catch {
    return told;
  }
}
