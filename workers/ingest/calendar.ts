/** Names of the months in English, German, French, Spanish, Italian, Portuguese and Dutch. */
const MONTHS = [
  'january januar janvier enero gennaio janeiro januari jänner',
  'february februar février febrero febbraio fevereiro februari fevrier',
  'march märz mars marzo março maart marz mrt maerz marco',
  'april avril abril aprile',
  'may mai mayo maggio maio mei',
  'june juni juin junio giugno junho',
  'july juli juillet julio luglio julho',
  'august août agosto augustus aout',
  'september septembre septiembre settembre setembro sept',
  'october oktober octobre octubre ottobre outubro',
  'november novembre noviembre novembro',
  'december dezember décembre diciembre dicembre dezembro decembre',
].map((names) => names.split(' '));
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Month 1…12 of a name or its beginning of three letters or more, 0 for any other word and where two months begin alike (`jui`). */
export function monthOf(word: string): number {
  const known = KNOWN_MONTHS.get(word);
  if (known !== undefined) return known;
  const lower = word.toLowerCase();
  const months = MONTHS.flatMap((names, i) => (names.some((name) => name.startsWith(lower)) ? [i + 1] : []));
  const month = word.length >= 3 && months.length === 1 ? months[0]! : 0;
  if (KNOWN_MONTHS.size < 1000) KNOWN_MONTHS.set(word, month);
  return month;
}

/** Words that were looked up before, since a column repeats a dozen. */
const KNOWN_MONTHS = new Map<string, number>();

export function isWeekday(word: string): boolean {
  return word.length >= 3 && WEEKDAYS.some((day) => day.startsWith(word.toLowerCase()));
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar, NaN if there is no such day. Month 1…12. Formula: H. Hinnant, days_from_civil. */
export function daysFromCivil(year: number, month: number, day: number): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31 && year >= 1 && year <= 9999)) return Number.NaN;
  if (day > 28 && day > MONTH_LENGTHS[month - 1]! && !(month === 2 && day === 29 && isLeap(year))) return Number.NaN;
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) | 0) + day - 1;
  const dayOfEra = yearOfEra * 365 + (yearOfEra >> 2) - ((yearOfEra / 100) | 0) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** A year of two digits lies in 1969 … 2068, the rule of POSIX strptime. */
export function fullYear(twoDigits: number): number {
  return twoDigits < 69 ? 2000 + twoDigits : 1900 + twoDigits;
}
