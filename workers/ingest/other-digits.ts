/** Code points of the zeros of scripts with digits of their own: Arabic, Persian, Devanagari, Bengali, Thai, Lao, Burmese, Khmer. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0];
const MARKS: Readonly<Record<string, string>> = { '\u066b': '.', '\u066c': ',', '\u060c': ',' };
/** Arabic has marks of its own, too: before decimals, and for thousands. */
const OTHERS =
  /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9\u066b\u066c\u060c]/g;

/** The text with digits of other scripts, and marks between them, as those of ASCII. */
export function asciiDigits(text: string): string {
  return text.replace(OTHERS, (sign) => MARKS[sign] ?? String(sign.charCodeAt(0) - ZEROS.findLast((zero) => zero <= sign.charCodeAt(0))!));
}
