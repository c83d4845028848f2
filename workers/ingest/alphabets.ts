/** A language as a guess about bytes: the encoding, the letters beyond ASCII of its texts (small ones), and how rare such a file is, in bits. */
export interface Alphabet {
  readonly label: string;
  readonly prior: number;
  /** The commoner ones, and the others. */
  readonly letters: string;
  readonly others?: string;
}

const latin = (label: string, prior: number, languages: readonly string[]): Alphabet[] =>
  languages.map((letters) => ({ label, prior, letters }));

const CENTRAL = ['ąćęłńóśźż', 'áčďéěíňóřšťúůýž', 'áäčďéíĺľňóôŕšťúýž', 'áéíóöőúüű', 'ăâîşţ', 'čćđšž'];
const CYRILLIC = { letters: 'оеаинтсрвлк', others: 'мдпуяыьгзбчйхжшюцщэфъё' };
const UKRAINIAN = { letters: 'оаинтвеірсклу', others: 'мдпяьгзбчйхжшюцщфїєґў' };
const WESTERN = 'àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžðþ';

export const ALPHABETS: readonly Alphabet[] = [
  // German, French, Spanish, Portuguese, Italian, Swedish and Finnish, Danish and Norwegian, Catalan; then words of any of them.
  ...latin('windows-1252', 0, ['äöüß', 'éèêàçùâîôûëïœ', 'áéíóúñü', 'ãõáéíóúâêôçà', 'àèéìòù', 'åäöé', 'åæøé', 'àéèíïóòúüç']),
  { label: 'windows-1252', prior: 1, letters: '', others: WESTERN },
  { label: 'windows-1252', prior: 4, letters: 'áðéíóúýþæö' },
  ...latin('macintosh', 9, ['äöüß', 'éèêàçùâîôûëïœ', 'áéíóúñü', 'ãõáéíóúâêôçà', 'åäöéæø']),
  ...latin('windows-1250', 4, CENTRAL),
  ...latin('iso-8859-2', 7, CENTRAL),
  ...latin('windows-1254', 4, ['çğıöşü']),
  ...latin('windows-1257', 6, ['ąčęėįšųūž', 'āčēģīķļņšūž', 'äõöüšž']),
  { label: 'windows-1251', prior: 3, ...CYRILLIC },
  { label: 'windows-1251', prior: 5, ...UKRAINIAN },
  { label: 'koi8-r', prior: 6, ...CYRILLIC },
  { label: 'ibm866', prior: 8, ...CYRILLIC },
  { label: 'iso-8859-5', prior: 9, ...CYRILLIC },
  { label: 'windows-1253', prior: 5, letters: 'αοιετσνηυρς', others: 'πκμλωθδγχβφξζψάέήίόύώϊϋΐΰ' },
  { label: 'windows-1255', prior: 5, letters: 'ויהלאמתרנש', others: 'בפעקדחסגכטזצםןךףץ' },
  { label: 'windows-1256', prior: 5, letters: 'اليمنوتربةدعسف', others: 'ءآأؤإئثجحخذزشصضطظغقكهىپچژگ' },
  { label: 'windows-874', prior: 6, letters: 'านรอกเงมยลวดทสตะปบคหแจพชขใไโผ', others: 'ซณศธถฐญษฟภฉฎฏฑฒฆฬฮฤฌฝฯๆ' },
];
