/**
 * Names of the months in English, German, French, Spanish, Italian, Portuguese, Dutch, Danish, Swedish, Norwegian, Polish, Russian, Turkish,
 * Indonesian, Ukrainian, Czech, Hungarian and Romanian, as they stand in dates.
 */
const MONTHS = [
  'january januar janvier enero gennaio janeiro januari jänner stycznia styczeń ocak января январь січня ledna leden január ianuarie',
  'february februar février febrero febbraio fevereiro februari fevrier feber lutego luty şubat февраля февраль лютого února únor február februarie',
  'march märz mars marzo março maart marz mrt mrz maerz marco marca marzec marts mart марта март maret березня března březen március martie',
  'april avril abril aprile kwietnia kwiecień nisan апреля апрель квітня dubna duben április aprilie',
  'may mai mayo maggio maio mei maj maja mayıs мая май mei травня května květen május',
  'june juni juin junio giugno junho czerwca czerwiec haziran июня июнь червня čvn června červen június iunie',
  'july juli juillet julio luglio julho lipca lipiec temmuz июля июль липня čvc července červenec július iulie',
  'august août agosto augustus aout augusti sierpnia sierpień ağustos августа август agustus серпня srpna srpen augusztus',
  'september septembre septiembre settembre setembro sept września wrzesień eylül сентября сентябрь вересня září szeptember septembrie',
  'october oktober octobre octubre ottobre outubro października październik ekim октября октябрь жовтня října říjen október octombrie',
  'november novembre noviembre novembro listopada listopad kasım ноября ноябрь nopember листопада listopadu noiembrie',
  'december dezember décembre diciembre dicembre dezembro decembre desember grudnia grudzień aralık декабря декабрь грудня prosince prosinec decembrie',
].map((names) => names.split(' '));
/** `srp` is short for August in Czech and for July in Croatian. */
const SEVERAL_MONTHS: ReadonlySet<string> = new Set(['srp']);
const WEEKDAYS =
  `monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
  lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles miercoles jueves viernes sábado sabado sabato domingo lunedì martedì
  mercoledì giovedì venerdì domenica segunda terça quarta quinta sexta maandag dinsdag woensdag donderdag vrijdag zaterdag zondag mandag tirsdag
  onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag`.split(/\s+/);
const SHORT_WEEKDAYS: ReadonlySet<string> = new Set('mo di mi do fr sa so tu we th su ma wo vr za zo пн вт ср чт пт сб вс'.split(' '));
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Month 1…12 of a name or its beginning of three letters or more, 0 for any other word, where two months begin alike (`jui`) and where languages differ. */
export function monthOf(word: string): number {
  const known = KNOWN_MONTHS.get(word);
  if (known !== undefined) return known;
  const lower = word.toLowerCase();
  // `červen` is June, and how July begins.
  const whole = MONTHS.findIndex((names) => names.includes(lower)) + 1;
  const months = whole > 0 ? [whole] : MONTHS.flatMap((names, i) => (names.some((name) => name.startsWith(lower)) ? [i + 1] : []));
  const month = word.length >= 3 && months.length === 1 && !SEVERAL_MONTHS.has(lower) ? months[0]! : 0;
  if (KNOWN_MONTHS.size < 1000) KNOWN_MONTHS.set(word, month);
  return month;
}

/** `Jan-24`, `January 2024`, `2024-01`, `01/2024`, `2024年1月`: a month, and no day of it. */
export function isMonthAlone(text: string): boolean {
  const named = /^(\p{L}{3,})\.?[\s\-/.']*(?:\d{4}|\d{2})$|^(?:\d{4}|\d{2})[\s\-/.']*(\p{L}{3,})\.?$/u.exec(text);
  if (named !== null) return monthOf(named[1] ?? named[2]!) > 0;
  const figures = /^(?:19|20)\d{2}(?:[-/.]|年)(\d{1,2})月?$|^(\d{1,2})[-/.](?:19|20)\d{2}$/.exec(text);
  const month = Number(figures?.[1] ?? figures?.[2]);
  return month >= 1 && month <= 12;
}

/** Words that were looked up before, since a column repeats a dozen. */
const KNOWN_MONTHS = new Map<string, number>();

/** Whether the word is a day of the week in one of these languages, or its beginning of three letters or more. */
export function isWeekday(word: string): boolean {
  const known = KNOWN_WEEKDAYS.get(word);
  if (known !== undefined) return known;
  const lower = word.toLowerCase();
  const found = SHORT_WEEKDAYS.has(lower) || (word.length >= 3 && WEEKDAYS.some((day) => day.startsWith(lower)));
  if (KNOWN_WEEKDAYS.size < 1000) KNOWN_WEEKDAYS.set(word, found);
  return found;
}

const KNOWN_WEEKDAYS = new Map<string, boolean>();

/** The day of a week of ISO 8601, as {@link daysFromCivil}; weekday 1 is Monday. Week 1 is the one that 4 January lies in. */
export function daysFromWeek(year: number, week: number, weekday: number): number {
  const fourth = daysFromCivil(year, 1, 4);
  // 1970-01-01 was a Thursday.
  const monday = fourth - ((((fourth + 3) % 7) + 7) % 7);
  const days = monday + (week - 1) * 7 + weekday - 1;
  const last = daysFromCivil(year + 1, 1, 4);
  const within = week >= 1 && weekday >= 1 && weekday <= 7 && monday + (week - 1) * 7 < last - ((((last + 3) % 7) + 7) % 7);
  return within ? days : Number.NaN;
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
