import type { WitnessWords } from '../witness-words.ts';
import { wordsOf } from '../word-forms.ts';

const MONTHS =
  'januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|jan|feb|mär|apr|jun|jul|aug|sept?|okt|nov|dez';
const VS = '(?:gegenüber|im vergleich zu[mr]?|verglichen mit|als (?:im|in|am|vor)|zu[mr]?|seit|zwischen)';

/** The words of releases in German. */
export const GERMAN_WITNESS: WitnessWords = {
  decimal: ',',
  units: {
    '%': ['prozent', 'v. h.', 'vom hundert'],
    pp: ['prozentpunkte', 'prozentpunkten', 'prozentpunkt'],
    t: ['tonnen', 'tonne'],
    kg: ['kilogramm'],
    g: ['gramm'],
    cent: ['cent'],
    USD: ['dollar', 'us-dollar'],
    CHF: ['franken'],
    kWh: ['kilowattstunden', 'kilowattstunde'],
    MWh: ['megawattstunden'],
    GWh: ['gigawattstunden'],
    TWh: ['terawattstunden'],
    ha: ['hektar'],
    m2: ['quadratmeter', 'quadratmetern'],
    m3: ['kubikmeter'],
    km: ['kilometer'],
    l: ['liter'],
    bbl: ['barrel'],
    person: ['personen', 'menschen', 'beschäftigte', 'erwerbstätige', 'einwohner'],
    count: ['personen', 'menschen', 'beschäftigte', 'erwerbstätige', 'einwohner'],
    year: ['jahre', 'jahren'],
    day: ['tage', 'tagen'],
    EUR: ['euro'],
  },
  moneyBefore: { '€': ['EUR'], eur: ['EUR'], 'us\\$': ['USD'], '\\$': ['USD'], chf: ['CHF'] },
  per: '/|pro|je',
  scaleLink: '',
  hedges: {
    before: [
      ['(?:etwas|knapp|leicht|gut) (?:über|mehr als)|gut', 'slightly over'],
      ['knapp|fast|nahezu|beinahe|annähernd|(?:etwas|leicht) (?:unter|weniger als)', 'slightly under'],
      ['(?:über|mehr als|mindestens|übersteig\\p{L}+|überschritt\\p{L}*)', 'over'],
      ['(?:unter|weniger als|höchstens|bis zu|maximal)', 'under'],
      ['(?:rund|etwa|circa|ca\\.|zirka|ungefähr|schätzungsweise)', 'about'],
    ],
    behind: [
      ['oder mehr|und mehr', 'over'],
      ['oder weniger', 'under'],
    ],
  },
  ways: {
    up: 'höher\\p{L}*|mehr|größer|schneller|stärker|über|\\+',
    down: 'zurück|niedriger\\p{L}*|geringer|weniger|kleiner|langsamer|schwächer|unter|minus',
    slower: 'verlangsam\\p{L}+|schwäch\\p{L}* .{0,40}ab',
    either: 'veränder\\p{L}+|verlust\\p{L}*|defizit\\p{L}*',
  },
  to: '(?:auf|bei|zu)',
  apart: 'und|aber|mit|bei|als|wegen|durch|auf|von',
  by: '(?:um|von)',
  measures: {
    average:
      'durchschnittlich(?:e|en|es)?(?: jährlich(?:e|en|es)?)? (?:wachstum|zuwachs|rückgang|anstieg|veränderung|wachstumsrate)\\p{L}*|jährlich(?:e|en|es)? (?:durchschnittlich|im schnitt)|im (?:jahres)?durchschnitt (?:jährlich|pro jahr)|jahresdurchschnittlich',
    yearly: 'pro jahr|je jahr|jährlich\\p{L}*|jahresrate|durchschnittlich\\p{L}*',
    share: '\\p{L}*anteil\\p{L}*|entfiel\\p{L}*|entfallen|mach\\p{L}* .{0,30}aus|beträgt der anteil|\\p{L}*quote',
    whole: '\\s*(?:aller|des|der gesamten|der weltweiten|am gesamt\\p{L}*|an der gesamt\\p{L}*)',
    wholeBefore: '',
    ratio: '\\s*(?:-?mal|-?fach\\p{L}*)',
  },
  than: '(?:(?<down>niedriger|geringer|weniger|langsamer|kleiner|unter)|höher|mehr|schneller|größer|über)(?: als)? (?:der|die|das|dem|den|im|in|bei|\\p{L})',
  thanBefore: 'lag .{0,60}(?:über|unter) .{0,40}$',
  bases: {
    year: `(?:${VS}(?: dem| der| den)? )?(?:vorjahr\\p{L}*|gleichen \\p{L}+ (?:des|im) (?:vorjahr\\p{L}*|letzten jahres)|vergangenen jahr|jahr zuvor)|im vorjahresvergleich|binnen jahresfrist|ein jahr zuvor|jährlich`,
    half: 'vorhalbjahr\\p{L}*|halbjahr zuvor',
    quarter: 'vorquartal\\p{L}*|vorvierteljahr\\p{L}*|quartal zuvor|vorigen quartal',
    month: 'vormonat\\p{L}*|monat zuvor|vorigen monat',
    previous: 'vorperiode\\p{L}*|vorzeitraum\\p{L}*',
  },
  namedBase: `${VS}(?: dem| der| den)?(?<edge> (?:ende|beginn|anfang|jahresende))?(?: des| dem)? ?(?:(?:(?<quarter>[1-4]\\.|ersten|zweiten|dritten|vierten|1|2|3|4) (?:quartal|vierteljahr)|(?<half>ersten|zweiten) halbjahr|(?<month>${MONTHS}))(?: des jahres)? ?)?(?:jahr )?(?<year>(?:19|20)\\d\\d)?`,
  inPart:
    '(?:im|des) (?:(?<quarter>[1-4]\\.|ersten|zweiten|dritten|vierten) (?:quartal|vierteljahr)s?|(?<half>ersten|zweiten) halbjahre?s?)',
  parts: {
    quarter: wordsOf('ersten zweiten dritten vierten'),
    half: wordsOf('ersten zweiten'),
    month: wordsOf('jan|jän feb mär apr mai jun jul aug sep okt nov dez'),
  },
  range: '(?:bis|und|-|–|—)',
  ends: { from: 'von', to: 'auf', between: 'zwischen', and: 'und' },
  marks: '\\p{L}*(?:marke|schwelle|grenze)',
  list: '(?:,|und|oder|sowie)',
  joins: '(?:von|an)',
  rated: '[\\p{L}\\p{Sc}] ?\\/ ?\\p{L}|\\b(?:je|pro)\\b',
  clause: '(?:aber|während|jedoch|wobei|wohingegen|und damit)',
  earlier: '(?:nach|gegenüber|verglichen mit|nachdem es|als)(?: den| dem)?',
  compared: '(?:gegenüber|verglichen)',
  isBaseFirst: false,
  abbreviations: 'Mio|Mrd|ca|Tab|Abb|Nr|bzw|Dr|St|Jan|Feb|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez',
  signGap: '(?:\\p{L}+ )?',
  kinds: {
    periods: [
      `(?<n>\\d{1,2})\\. (?:${MONTHS})`,
      `(?<n>\\d{1,2})\\.(?= ?(?:und|bis|-|–|/) ?\\d{1,2}\\. (?:${MONTHS}))`,
      '(?<n>\\d{1,2})\\.\\d{1,2}\\.\\d{2,4}',
      '(?<n>[1-4])\\. (?:quartal|vierteljahr|halbjahr|jahreshälfte)',
      '(?<n>\\d{1,2}):\\d\\d',
      '(?<n>\\d{1,2}) uhr',
      '(?:ersten|letzten|nächsten|vergangenen) (?<n>\\d{1,2}) (?:monaten?|wochen|tagen?|quartalen?|jahren?)',
      '(?:19|20)\\d\\d\\/(?<n>\\d\\d)\\b',
      '(?:19|20)\\d\\d[-–](?<n>\\d{2,4})\\b',
    ],
    ages: [
      '(?:ab|über|unter|von|alter (?:von|ab)|mindestens) (?<n>\\d{1,3})(?: bis \\d{1,3})? jahren',
      '(?:zwischen|von) \\d{1,3} (?:bis|und) (?<n>\\d{1,3}) jahren',
      '(?:zwischen|von) (?<n>\\d{1,3}) (?:bis|und) \\d{1,3} jahren',
      '(?<n>\\d{1,3})-(?: bis \\d{1,3}-)?jährige',
      '\\d{1,3}- bis (?<n>\\d{1,3})-jährige',
    ],
    ordinals: ['(?<n>\\d+)\\. (?=(?:fünfjahresplan|jahrhundert|sitzung|auflage|platz|rang))'],
    numbering: [
      '(?<!\\p{L})(?:tabelle|tab\\.|abbildung|abb\\.|kapitel|abschnitt|seite|s\\.|nr\\.|nummer|anlage|fußnote|punkt|teil|artikel) ?(?<n>\\d+)',
      '^\\s*[(\\[]?(?<n>\\d{1,2})(?:[.)\\]]\\s|\\s*$)',
      '[(\\[](?<n>\\d{1,2})[)\\]]',
    ],
  },
  claims: {
    high: '\\p{L}*rekord\\p{L}*|höchststand\\p{L}*|höchstwert\\p{L}*|höchste[nrms]?|allzeithoch|neue[nrms]? hoch',
    low: 'tiefststand\\p{L}*|tiefstwert\\p{L}*|niedrigste[nrms]?|tief(?:punkt)?|rekordtief',
    rises:
      'stieg\\p{L}*|steig\\p{L}*|wuchs\\p{L}*|wächst|wachs\\p{L}*|zunahm\\p{L}*|nahm\\p{L}* .{0,40}zu|zuwachs\\p{L}*|erhöh\\p{L}*|anstieg\\p{L}*|plus|legt\\p{L}*|gestiegen|positiv\\p{L}*|höher\\p{L}*',
    falls:
      'sank\\p{L}*|sink\\p{L}*|fiel\\p{L}*|fall\\p{L}*|ging\\p{L}* .{0,40}zurück|rückgang\\p{L}*|abnahm\\p{L}*|gesunken|minus|zurückgegangen|verringer\\p{L}*|negativ\\p{L}*|niedriger\\p{L}*|geringer\\p{L}*',
    unchanged: 'unverändert|stabil|konstant|gleich\\p{L}*|stagnier\\p{L}*|keine veränderung',
    doubled: 'verdoppel\\p{L}*|doppelt\\p{L}*',
    half: 'mehr als die hälfte|über die hälfte|mehrheit',
    streak: '(?:in folge|hintereinander|nacheinander)',
    since: 'seit',
    first: 'erstmals|zum ersten mal',
  },
};
