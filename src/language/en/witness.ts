import type { WitnessWords } from '../witness-words.ts';
import { wordsOf } from '../word-forms.ts';

const MONTHS =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec';
const ORDINAL = 'first|second|third|fourth';
const BEFORE = '(?:previous|last|prior|preceding)';

/** `a quarter earlier`, `the previous quarter`, `quarter-on-quarter`, `q/q`. */
function earlier(name: string, short: string): string {
  return `(?:a|one|the) ${name} (?:earlier|ago|before)|${BEFORE} ${name}|${name}[- ](?:on|over)[- ]${name}|(?:on|over) the ${name}|\\b${short}o${short}\\b|\\b${short}/${short}\\b|\\b${short}-o-${short}\\b`;
}

/** The words of releases in English. */
export const ENGLISH_WITNESS: WitnessWords = {
  decimal: '.',
  units: {
    '%': ['percent', 'per cent', 'pct'],
    pp: ['percentage points', 'percentage point', 'percentage-point', 'pct points', 'ppts', 'ppt'],
    t: ['tons', 'ton', 'mt'],
    short_ton: ['tons', 'ton'],
    long_ton: ['tons', 'ton'],
    Mt: ['mt'],
    't/year': ['tpa'],
    kg: ['kilograms', 'kilogram', 'kilogrammes', 'kilos'],
    g: ['grams', 'gram'],
    kt: ['kilotonnes'],
    lb: ['pounds', 'pound'],
    GBP: ['pounds', 'pound'],
    ozt: ['ounces', 'ounce'],
    oz: ['ounces', 'ounce'],
    bu_wheat: ['bushels', 'bushel'],
    bu_soybeans: ['bushels', 'bushel'],
    bu_potatoes: ['bushels', 'bushel'],
    bu_corn: ['bushels', 'bushel'],
    bu_rye: ['bushels', 'bushel'],
    bu_sorghum: ['bushels', 'bushel'],
    bu_flaxseed: ['bushels', 'bushel'],
    bu_barley: ['bushels', 'bushel'],
    bu_rice: ['bushels', 'bushel'],
    bu_oats: ['bushels', 'bushel'],
    USD: ['u.s. dollars', 'us dollars', 'us dollar', 'dollars', 'dollar'],
    CAD: ['dollars', 'dollar'],
    AUD: ['dollars', 'dollar'],
    NZD: ['dollars', 'dollar'],
    SGD: ['dollars', 'dollar'],
    HKD: ['dollars', 'dollar'],
    cent: ['cents', 'cent'],
    CNY: ['yuan', 'renminbi', 'rmb'],
    JPY: ['yen'],
    EUR: ['euro', 'euros'],
    INR: ['rupees'],
    kWh: ['kilowatt-hours', 'kilowatt hours', 'kilowatt-hour'],
    MWh: ['megawatt-hours', 'megawatt hours', 'megawatt-hour'],
    GWh: ['gigawatt-hours', 'gigawatt hours'],
    TWh: ['terawatt-hours', 'terawatt hours'],
    'bbl/day': ['bpd', 'b/d'],
    km: ['kilometers', 'kilometer'],
    m: ['meters'],
    m2: ['square meters'],
    km2: ['square kilometers'],
    m3: ['cubic meters', 'cubic meter'],
    l: ['liters'],
    person: ['persons', 'workers', 'employees', 'residents', 'inhabitants', 'passengers', 'jobs'],
    count: ['workers', 'employees', 'residents', 'inhabitants', 'passengers', 'jobs'],
    year: ['year', 'years'],
    bbl: [],
    ha: [],
    day: [],
  },
  moneyBefore: {
    'us\\$': ['USD'],
    usd: ['USD'],
    '\\$': ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD'],
    '€': ['EUR'],
    eur: ['EUR'],
    '£': ['GBP'],
    gbp: ['GBP'],
    '¥': ['CNY', 'JPY'],
    '(?:rmb|cny)': ['CNY'],
    '(?:₹|rs\\.?|inr)': ['INR'],
    chf: ['CHF'],
    '(?:aud|a\\$)': ['AUD'],
    '(?:cad|c\\$)': ['CAD'],
    '(?:nzd|nz\\$)': ['NZD'],
  },
  per: 'per|an?|/|each',
  scaleLink: '(?:of )?',
  hedges: {
    before: [
      ['(?:just|slightly|a little|marginally) (?:over|above|more than)', 'slightly over'],
      ['(?:just|slightly|a little) (?:under|below|less than|short of)|nearly|almost|close to', 'slightly under'],
      [
        '(?:over|exceed(?:s|ed|ing)?|more than|above|surpass(?:es|ed|ing)?|in excess of|at least|topped|topping|upwards? of|top)',
        'over',
      ],
      ['(?:under|below|less than|fewer than|up to|at most|not more than)', 'under'],
      ['(?:about|approximately|around|roughly|some|circa|ca\\.|approx\\.?|near|an estimated|~)', 'about'],
    ],
    behind: [
      ['or more|-plus|\\+|and above', 'over'],
      ['or less|or fewer', 'under'],
      ['or so|or thereabouts', 'about'],
    ],
  },
  ways: {
    up: 'rebound(?:s|ed|ing)?|exceed(?:s|ed|ing)|outpac(?:es|ed|ing)|increment|positive|appreciat(?:es|ed|ing|ion)|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|gains?|gained|improv(?:e|es|ed|ing|ements?)|expand(?:s|ed|ing)?|accelerat(?:e|es|ed|ing|ion)|climb(?:s|ed|ing)?|higher|more|faster|rais(?:e|es|ed|ing)|increases?|increased|increasing|rises?|rose|risen|rising|growth|grew|grown|grows?|growing|\\+',
    down: 'lower(?:s|ed|ing)?|trim(?:s|med|ming)?|fewer|less|weaker|slower|negative|decreases?|decreased|decreasing|declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?|fall|falls|fell|fallen|falling|reduction|reduc(?:e|es|ed|ing)|decreas(?:e|es)|contraction|minus',
    either:
      'narrow(?:s|ed|ing)?|widen(?:s|ed|ing)?|chang(?:e|es|ed|ing)|revis(?:ed|ion|ions)|slow(?:s|ed|ing)?|deficits?|loss(?:es)?|swings?|swung',
  },
  to: '(?:to|at)',
  apart: 'as|and|but|with|while|on|from|for|due|after|amid|by|in|to|are|is|was|were|\\p{L}{3,}ing',
  by: '(?:of|by)(?: an?)?(?: further| another| additional)?',
  measures: {
    average:
      '(?:average|mean|compound)(?: annual(?:ised|ized)?| yearly)? (?:growth|increase|rate|reduction|decrease|decline|rise)|(?:average|compound) annual (?:growth|increase|rate|reduction|decrease|decline)|annual average (?:growth|increase|rate|reduction|decrease|decline)|annual growth rate averag\\p{L}+|on average (?:per|a|each|every) year|\\bcagr\\b|averaged annual',
    share:
      'account(?:s|ed|ing)? for|(?:proportion|share|percentage|portion|part|ratio)(?: of)?|ma(?:de|kes?|king) up|represent(?:s|ed|ing)?|compris(?:es|ed|ing)|constitut(?:es|ed|ing)|contribut(?:es|ed|ing)',
    whole: '\\s*of (?:the |all |its |their |total |global |world|projected |expected |estimated )|\\s*share of',
    ratio: '\\s*(?:times|-?fold)(?!\\p{L})',
  },
  than: '(?:(?:(?<down>lower|less|below|slower|fewer|smaller|under|behind)|higher|more|above|faster|greater|larger|ahead|over|up|stronger)(?: (?:than|of))?|(?:lower|less) than|(?:than)) (?:the |that |those |its |in |\\p{L})',
  bases: {
    year: `${earlier('year', 'y')}|(?:the )?same (?:period|month|quarter|half|time|day|week|point)(?: in| of)?(?: the)?(?: last year| ${BEFORE} year| a year \\p{L}+| \\d{4})?|corresponding (?:period|month|quarter)|12 months earlier|last year|annually|(?:compared with|compared to|from|than|over) ${BEFORE} year|against a year`,
    half: earlier('half(?:-year)?', 'h'),
    quarter: earlier('quarter', 'q'),
    month: earlier('month', 'm'),
    previous: 'sequentially|(?:the )?(?:previous|prior|preceding) period',
  },
  namedBase: `(?:compared (?:to|with)|comparing with|from|over|against|than|since|versus|vs\\.?|on|relative to)(?: that| the level| levels)?(?: (?:in|of|at))?(?: the)?(?: (?:end|start|beginning) of)?(?: the)?(?: year-end)? ?(?:(?:(?<quarter>${ORDINAL}|q[1-4]) ?(?:quarter)?|(?<half>first|second) half|(?<month>${MONTHS})\\.?)(?: of| in)?(?: the)? ?)?(?<year>(?:19|20)\\d\\d)?`,
  inPart: `(?:in|during|for)(?: the)? (?:(?<quarter>q[1-4]|(?:${ORDINAL})(?= quarter))|(?<half>first|second) half)`,
  parts: {
    quarter: wordsOf('first second third fourth'),
    half: wordsOf('first second'),
    month: wordsOf('jan feb mar apr may jun jul aug sep oct nov dec'),
  },
  thanBefore: 'by which .{0,60}(?:exceeds|trails)',
  range: '(?:to|and|-|–|—)',
  clause: '(?:but|while|whereas|although|though|with)',
  kinds: {
    periods: [
      `(?:${MONTHS})\\.? (?<n>\\d{1,2})(?:st|nd|rd|th)?(?![\\d.,]\\d|\\d| (?:percent|million|billion|tons))`,
      `(?<n>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?:${MONTHS})\\b`,
      '(?<n>\\d{1,2}):\\d\\d',
      '\\d{1,2}:(?<n>\\d\\d)',
      '(?:first|last|next|past|previous|same|initial) (?<n>\\d{1,2}) (?:months|weeks|days|quarters|years)',
      '(?<n>\\d{1,2})[- ](?:months?|weeks?|quarters?|day)\\b(?! (?:of|high|low))',
      '(?<n>\\d{1,2})[- ](?:month|week|year|day|quarter)-?(?:period|end|long|old)?\\b(?=s? (?:period|high|low|average|ago|earlier|plan))',
      '(?<n>\\d{1,2}) ?(?:a\\.m\\.|p\\.m\\.|am|pm|noon)\\b',
      '\\b(?:q|h|fy)(?<n>\\d{1,4})',
      '(?:19|20)\\d\\d\\/(?<n>\\d\\d)\\b',
      '\\b(?:19|20)\\d\\d[-–](?<n>\\d\\d)\\b',
    ],
    ordinals: ['(?<n>\\d+)(?:st|nd|rd|th)\\b'],
    numbering: [
      '\\b(?:figures?|fig\\.|tables?|charts?|chapter|section|annex|appendix|page|pages|p\\.|pp\\.|no\\.|nos\\.|number|note|footnote|item|box|part|column|row|step|phase|article|rule|form|release|issue|vol\\.|volume|room|floor|suite|building) ?#?(?<n>\\d+)',
      '^\\s*[(\\[]?(?<n>\\d{1,2})(?:[.)\\]]\\s|\\s*$)',
      '[(\\[](?<n>\\d{1,2})[)\\]]',
      '#(?<n>\\d+)',
    ],
  },
  claims: {
    high: 'record(?:s|-high|-breaking| high| highs| level)?|(?:new|all-time|historic(?:al)?) (?:high|height|level|peak|record)s?|highest',
    low: 'record low|(?:new|all-time|historic(?:al)?) (?:low|trough)s?|lowest',
    rises:
      'rise|rises|rose|risen|rising|increas\\p{L}+|grow\\p{L}*|grew|up|upward|higher|gain\\p{L}*|climb\\p{L}*|expand\\p{L}*|positive|improv\\p{L}+|recover\\p{L}*|rebound\\p{L}*|advanc\\p{L}+|rais\\p{L}+|accelerat\\p{L}+',
    falls:
      'fall|falls|fell|fallen|falling|decreas\\p{L}+|declin\\p{L}+|down|downward|lower\\p{L}*|drop\\p{L}*|reduc\\p{L}+|contract\\p{L}*|shr[aiu]nk\\p{L}*|weak\\p{L}+|slid\\p{L}*|slump\\p{L}*|negative',
    unchanged:
      'unchanged|no change|no revisions?|not revised|flat|stable|steady|constant|the same|maintain\\p{L}*|remain\\p{L}*|held',
    doubled: 'doubl\\p{L}+|twice|two-?fold',
    half: 'more than half|over half|majority|most of',
    streak: 'consecutive|straight|in a row|successive|running',
    since: 'since|in (?:more than |over |nearly )?\\p{L}+ (?:years|months|quarters)',
    first: 'first time|for the first',
  },
};
