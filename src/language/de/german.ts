import { germanNumbers } from './numbers.ts';
import { GERMAN_TABLES } from './tables.ts';
import { GERMAN_WORKBOOK } from './workbook.ts';
import { dative, GERMAN_COMPARISONS } from './comparisons.ts';
import { GERMAN_UNITS } from './units.ts';
import type { Locale } from '../locale.ts';
import type { NoticeWords } from '../notice-words.ts';
import type { ProvenanceWords } from '../provenance-words.ts';
import type { ReadingWords } from '../reading-words.ts';
import { GERMAN_PROOF } from './proof.ts';
import { GERMAN_WITNESS } from './witness.ts';
import { unchanged, wordsOnly } from '../unit-forms.ts';
import { type DateParts, datePartsOf, eachOf, endsOf, listed, wordsOf } from '../word-forms.ts';

const DIGITS = 'null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun';
const NUMBERS =
  'drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(?:zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)';
const SCALES =
  '(?:zehn|hundert)?tausend(?:er|stel)?|hundert(?:er|stel)?|zehntel|(?:M|B|Tr)illion(?:en)?|(?:M|B|Tr)illiarden?|Dutzend|Mille';
const SHORT_SCALES = 'Tsd|Mio|Mia|Mill|Mrd|Bio';
const ORDINAL = '(?:zweit|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt)';
const ENDING = '(?:e[mnrs]?)?';
const SUPERLATIVES = `(?:größt|kleinst|höchst|niedrigst|geringst|schnellst|langsamst|stärkst|schwächst|längst|kürzest|teuerst|billigst|wichtigst)e[mnrs]?`;
const PERIODS = '(?:Jahr|Quartal|Monat|Woche|Tag|Mal|Halbjahr)';

/** Words between a verb and its particle: `legte deutlich zu`. */
const GAP = '(?:\\s+\\p{L}+){0,4}';

function rateOf(name: string, adverb: string, named: string): { before: string; behind: string; named: string } {
  return {
    before: `${adverb}\\p{L}*|(?:pro|je|jede[nmrs]?)\\s+${name}`,
    behind: `(?:(?:pro|je|jede[nmrs]?)\\s+|/\\s*)${name}|${adverb}(?=\\s*(?:[.,;:)]|$))`,
    named,
  };
}

const GERMAN_READING: ReadingWords = {
  signs: 'minus|plus|negativ',
  signsBehind: 'unter\\s+(?:null|dem\\s+Nullpunkt)|im\\s+Minus',
  scalesBefore: `(?:${SCALES})|(?:${SHORT_SCALES})\\.?|(?:${DIGITS})\\s+Komma`,
  scalesAfter: `(?:${SCALES})|im\\s+(?:Minus|Plus)|(?:${SHORT_SCALES})\\b\\.?|,?\\s*in\\s+(?:(?:${SCALES})(?!\\s+von)|(?:${SHORT_SCALES})\\b\\.?)|T(?:EUR|€)|vH|Prozent(?:punkte?n?)?|vom\\s+Hundert|Promille|vom\\s+Tausend|-?fach\\p{L}*|v\\.\\s?H\\.|%-Punkte?|Basispunkte?|(?:Komma|Punkt)\\s+(?:${DIGITS})|und\\s+(?:eine?\\s+|zwei\\s+|drei\\s+)?(?:halb\\p{L}*|Viertel|Drittel)(?!\\s+der|\\s+de[sr]|\\s+von)|einhalb`,
  units: 'Dollar|Euro|Pfund|Yen|Yuan|Franken|Tonnen?|Kilo|Grad|Liter|Meter|Kilometer',
  unitNames: { prozent: ['%'], prozentpunkte: ['pp'] },
  smallNumbers:
    '(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|zwanzig|dreißig|(?:vier|fünf|sech|sieb|acht|neun)zig)\\s+',
  points: '[Pp]unkte?n?|Pkt',
  per: 'je|pro|/',
  perArticle: '',
  rates: {
    day: rateOf('Tag', 'täglich', 'tag|täglich'),
    week: rateOf('Woche', 'wöchentlich', 'woche|wöchent'),
    month: rateOf('Monat', 'monatlich', 'monat'),
    head: {
      before: '',
      behind: '(?:pro|je)\\s+(?:(?:hundert|tausend|Million)\\s+)?(?:Kopf|Person(?:en)?|Einwohner(?:in(?:nen)?)?)',
      named: 'kopf|person|einwohner',
    },
  },
  lengths: {
    names: {
      day: 'Tag(?:es)?',
      week: 'Woche|Wochenende',
      month: 'Monats?',
      quarter: 'Quartals?|Vierteljahr(?:es)?',
      half: 'Halbjahr(?:es)?',
      year: 'Jahr(?:es)?',
      longer: `Jahrzehnts?|Jahrhunderts?|(?:(?:vergangenen|letzten|ersten)\\s+)?(?:(?:zwei|vier|fünf|sieben|acht|neun|zehn|elf)\\s+Monaten?|(?:zwei|${NUMBERS})\\s+(?:Jahren?|Quartalen?))`,
    },
    adjectives: { quarter: 'vierteljährlich\\p{L}+', half: 'halbjährlich\\p{L}+', year: 'jährlich\\p{L}+' },
    lead: '(?:im|in\\s+(?:diesem|dieser|einem|einer|den|der)|während\\s+(?:des|der)|über\\s+(?:das|die)|am)(?:\\s+(?:ganzen|gesamten|vollen|einzigen))?|das\\s+ganze|den\\s+ganzen',
    each: 'pro|je|jede[nrms]?|(?:am|im|in\\s+(?:einem|einer|der))\\s+(?:durchschnittlichen|typischen)',
    first: '(?:das|der|die|dieses|dieser|diese)(?:\\s+(?:ganze|gesamte))?',
    whole: 'ganze[srn]?|gesamte[srn]?|dieses|dieser',
    goesOn: '\\s+(?:bis|zum?|de[rs]|seit|vor|nach|in\\s+Folge|zuvor|danach|davor|später|darauf|als)(?!\\p{L})|-\\p{L}',
    means: 'im\\s+(?:Durch)?schnitt|im\\s+Mittel|durchschnittlich\\p{L}*|mittlere[nrms]?',
    per: 'pro|je',
    rateNames: 'durchschnitt|mittel|schnitt|(?<!\\p{L})(?:pro|je)(?!\\p{L})|quote|rate',
  },
  powers: {
    2: 'hunderter?',
    3: 'tausend(?:er|en)?|tsd\\.?',
    4: 'zehntausend(?:er|en)?',
    5: 'hunderttausend(?:er|en)?',
    6: 'million(?:en)?|mio\\.?|mill\\.?',
    9: 'milliarden?|mrd\\.?|mia\\.?',
    12: 'billion(?:en)?|bio\\.|bill\\.',
  },
  scaleLinks: 'von',
  countsBefore: `ein(?:e[nrms]?)?|zwei|${NUMBERS}|halbe|viele|mehrere|einige|jede[nrms]?|erste[nrms]?|nach|für|unter`,
  counters: '',
  scaleTail: '',
  opposites: '',
  unitLead: 'in|Einheit',
  unitTail: 'von|auf|bei|in|je|pro|und|oder|mit|für|aus|nach|seit|der|des|ohne|insgesamt',
  ways: {
    up: `\\p{L}*(?:anstiege?s?|zuwachs|zuwächse|wachstum|zunahme|steigerung|erhöhung|anhebung|aufschwung|zugewinn|erholung|sprung|plus)|stieg(?:en|e)?|steig(?:t|en|end\\p{L}*)|gestiegen|angestiegen|wuchs(?:en)?|wächst|wachsen|gewachsen|angewachsen|zugenommen|zunahm(?:en)?|(?:nahm(?:en)?|nimmt|nehmen)${GAP}\\s+zu|erhöh(?:t|te|ten|en)|(?:ge)?kletter(?:t|te|ten|n)|leg(?:te|ten|t|en)(?:${GAP}\\s+zu)?|zugelegt|zulegten?|(?:zog(?:en)?|zieht|ziehen)${GAP}\\s+an|angezogen|sprang(?:en)?|spring(?:t|en)|gesprungen|schnell(?:te|ten|t)|hochgeschnellt|schoss(?:en)?|gewann(?:en)?|gewonnen|gewinn(?:t|en)|vergrößer(?:t|te|ten|n)|vermehr(?:t|te|ten|en)|verstärk(?:t|te|ten|en)|ver(?:doppel|dreifach|vierfach)(?:t|te|ten|n|en)|verteuer(?:t|te|ten|n)|erhol(?:t|te|ten|en)|hob(?:en)?|angehoben|(?:stock(?:te|ten|t))${GAP}\\s+auf|aufgestockt|beschleunig(?:t|te|ten|en)|schwoll(?:en)?|angeschwollen|ausgebaut|aufwärts|hinzu|hinzugekommen|hinzugewonnen|hoch|hinauf|herauf`,
    down: `\\p{L}*(?:rückgangs?|rückgänge|abnahme|einbruchs?|verluste?s?|senkung|rückschlag|absturz|sturz|schwund|einbußen?|kürzung|minderung|verringerung|reduzierung|reduktion|schrumpfung|abschwung|halbierung|minus)|fiel(?:en)?|fäll(?:t)|fallen|fallend\\p{L}*|gefallen|sank(?:en)?|sink(?:t|en|end\\p{L}*)|gesunken|abgesunken|zurückgegangen|zurückging(?:en)?|(?:ging(?:en)?|geht|gehen)${GAP}\\s+zurück|(?:ge)?schrumpf(?:t|te|ten|en)|verringer(?:t|te|ten|n)|(?:ver)?minder(?:t|te|ten|n)|reduzier(?:t|te|ten|en)|verlor(?:en)?|verlier(?:t|en)|(?:nahm(?:en)?|nimmt|nehmen)${GAP}\\s+ab|abnahm(?:en)?|abgenommen|senk(?:t|te|ten|en)|gesenkt|(?:brach(?:en)?|bricht|brechen)${GAP}\\s+ein|eingebrochen|(?:ab|ge|abge)?stürz(?:t|te|ten|en)|(?:gab(?:en)?|gibt|geben)${GAP}\\s+nach|nachgegeben|(?:ab)?(?:ge)?sack(?:t|te|ten|en)|büß(?:t|te|ten|en)(?:${GAP}\\s+ein)?|eingebüßt|halbier(?:t|te|ten|en)|(?:ab)?(?:ge)?rutsch(?:t|te|ten|en)|tauch(?:te|ten)${GAP}\\s+ab|abgetaucht|bröckel(?:t|te|ten|n)|schwand(?:en)?|schwinde[nt]|geschwunden|schwäch(?:t|te|ten)${GAP}\\s+ab|abgeschwächt|(?:ließ(?:en)?|lässt)${GAP}\\s+nach|nachgelassen|(?:ge)?drossel(?:t|te|ten)|kürz(?:t|te|ten|en)|gekürzt|verbillig(?:t|te|ten|en)|dezimier(?:t|te|ten)|purzel(?:t|te|ten)|kollabier(?:t|te|ten)|ermäßig(?:t|te|ten)|eingespart|abwärts|herunter|hinunter|hinab|herab`,
    flat: 'unverändert|gleich|stagnier(?:t|te|ten|en)|Stagnation|stabil|stabilisier(?:t|te|ten)|konstant|ruh(?:t|te|ten|en)|verharr(?:t|te|ten|en)|keine\\s+Veränderung|Stillstand|st(?:and|anden)\\s+still',
  },
  waysEither: `weite(?:t|te|ten)|ausgeweitet|vereng(?:t|te|ten)|verbesser(?:t|te|ten)|verschlechter(?:t|te|ten)|vertief(?:t|te|ten)|verläng(?:ert|erte|erten)|verkürz(?:t|te|ten)|veränder(?:t|te|ten|n)|bewegten?`,
  comparatives: { up: 'höher|mehr|größer|über', down: 'niedriger|geringer|weniger|kleiner|tiefer|unter' },
  equality: {
    words: 'unverändert|gleich|konstant|keine\\s+Veränderung',
    hedges: 'nahezu|fast|kaum|praktisch|annähernd|weitgehend|rund|etwa|im\\s+Wesentlichen|ungefähr',
  },
  negations: 'nicht(?!\\s+nur)|kein\\p{L}*|nie(?:mals)?|kaum',
  waysShown: {
    up: 'stieg, wuchs, nahm zu, legte zu',
    down: 'sank, fiel, nahm ab, ging zurück',
    flat: 'blieb unverändert',
  },
  levelLinks: 'auf|bei|ab',
  moveLinks:
    'um|von|etwa|rund|knapp|fast|gut|mehr\\s+als|weniger\\s+als|über|nur|weitere|erneut|deutlich|leicht|stark|sich|ein(?:e[nmrs]?)?|noch|wieder|im\\s+Schnitt',
  amountLink: 'um',
  movesBehind: [
    ['up', '', 'höher|mehr'],
    ['down', '', 'niedriger|geringer|weniger|kleiner|tiefer'],
    ['up', '(?:lag(?:en)?|liegt|liegen|blieb(?:en)?)\\s+(?:\\p{L}+\\s+)?', 'über'],
    ['down', '(?:lag(?:en)?|liegt|liegen|blieb(?:en)?)\\s+(?:\\p{L}+\\s+)?', 'unter'],
    ['up', '(?:nahm(?:en)?|legten?)\\s+(?:\\p{L}+\\s+)*', 'zu'],
    ['down', '(?:nahm(?:en)?)\\s+(?:\\p{L}+\\s+)*', 'ab'],
    ['down', '(?:ging(?:en)?)\\s+(?:\\p{L}+\\s+)*', 'zurück'],
  ],
  isVerbLast: true,
  clauseLinks: 'und|beides?|damit|ein(?:en?)?',
  courses: [
    ['auf', 'von', true],
    ['von', 'auf', false],
  ],
  since: {
    from: 'gegenüber|zum|seit|im\\s+Vergleich\\s+(?:zum?|mit)|verglichen\\s+mit',
    onwards: 'seit',
    after: 'nach',
    than: 'als',
    lead: 'gegenüber|im\\s+Vergleich\\s+(?:zum?|mit)|verglichen\\s+mit',
    year: '(?:(?:dem|im|zum)\\s+)?Vorjahr\\p{L}*|vor\\s+einem\\s+Jahr|ein(?:em)?\\s+Jahr\\s+(?:zuvor|davor|früher)',
    part: '(?:(?:dem|im|zum)\\s+)?Vor(?:quartal|monat|halbjahr)\\p{L}*',
  },
  fromToday: 'vor\\s+einem\\s+Jahr',
  yearsBefore: 'Jahre\\s+(?:zuvor|davor|früher)|vor\\s+\\p{L}+\\s+Jahren',
  noFigure:
    'null|keine?[rs]?|nichts|k\\.?\\s?A\\.?|n\\.?\\s?v\\.?|entfällt|unbekannt|nicht\\s+(?:verfügbar|bekannt)|fehlt',
  partsBefore:
    '(?:anderthalb|die\\s+Hälfte|ein(?:em?)?\\s+(?:Drittel|Viertel|Fünftel|Zehntel)|(?:zwei|drei)\\s+(?:Drittel|Viertel|Fünftel)|doppelt\\s+so\\s+viele?\\s+wie|das\\s+(?:Doppelte|Dreifache))(?:\\s+(?:von|der))?',
  said: {
    is: 'ist|sind|war(?:en)?|wird|werden|beträgt|betrug(?:en)?|betragen|lag(?:en)?|liegt|liegen|kam(?:en)?|kommt|kommen|erreicht(?:en?)?|belief(?:en)?|beläuft|sich|entf(?:ällt|iel(?:en)?|allen)|stand(?:en)?|machten?|summierten?|damit|zuletzt|insgesamt|die|der|das',
    behind: '(?:von|für|bei|ist|sind|war(?:en)?)(?:\\s+(?:der|die|das|dem))?|[(（]',
    partOf: 'von(?:\\s+(?:den|diesen|allen))?',
    by: 'laut(?:\\s+(?:der|dem))?|nach\\s+(?:Angaben|Zahlen|Daten)(?:\\s+(?:der|des|von|vom))?',
    says: 'zufolge|meldete?n?|nennt|nannten?|zählte?n?|gab|gibt|beziffert?e?',
    sources: 'Quellen?',
    in: '(?:im|in|für|während)(?:\\s+(?:der|das|dem|des))?(?:\\s+(?:Jahre?|Zeitraum|Monat))?|(?:Ende|zum\\s+Ende)(?:\\s+(?:des|der))?',
    bare: '(?:wurden?|betr(?:u|ä)gt?(?:en)?|betragen|lag(?:en)?|liegt|liegen|war(?:en)?|kam(?:en)?|erreichten?|belief(?:en)?|sich|gab|es|machten?|zählten?|brachten?|stieg(?:en)?|sank(?:en)?|fiel(?:en)?)',
    leads:
      '(?:bei|auf|wurden?|gab\\s+es|zählten?|brachten?|machten?|ist|sind|waren?(?:\\s+es)?|erreichten?|(?:betrug(?:en)?|beträgt|betragen)(?:\\s+(?:die|der|das))?(?:\\s+\\p{Lu}\\p{L}+|\\s*\\uFFFB)?)(?:\\s+(?:nur|noch))?',
    otherTime:
      'zwischen|vor(?:her|igen?|jahr\\p{L}*|monat\\p{L}*|quartal\\p{L}*)?|zuvor|früher\\p{L}*|davor|letzten?|nächst\\p{L}*|folgend\\p{L}*|später|nach|seit|bis|als|von|gegenüber|erwart\\p{L}*|prognos\\p{L}*|plan\\p{L}*|ziel\\p{L}*|rekord\\p{L}*|höchst\\p{L}*|durchschnitt\\p{L}*|wie',
    unsaid:
      'nicht|kein\\p{L}*|noch|nie|anders|als|statt|aber|während|dagegen|erwart\\p{L}*|wird|werden|Mitglied\\p{L}*|forder\\p{L}*|an|mit|für|bei|von',
    and: 'und|oder|sowie',
    base: {
      year: 'im\\s+Jahresvergleich',
      part: 'im\\s+(?:Monats|Quartals)vergleich',
    },
    onDay: 'am|zum|per',
    articles: 'der|die|das|den|dem|im',
    course: 'zwischen|von',
    parts: {
      month: wordsOf(
        'J[aä]n(?:uar|\\.)? Feb(?:ruar|\\.)? (?:März|Mrz\\.?) Apr(?:il|\\.)? Mai Jun(?:i|\\.)? Jul(?:i|\\.)? Aug(?:ust|\\.)? Sep(?:tember|t?\\.?) Okt(?:ober|\\.)? Nov(?:ember|\\.)? Dez(?:ember|\\.)?',
      ),
      quarter: [
        'erste[nms]?\\s+Quartals?',
        'zweite[nms]?\\s+Quartals?',
        'dritte[nms]?\\s+Quartals?',
        '(?:vierte|letzte)[nms]?\\s+Quartals?',
      ],
      half: ['erste[nms]?\\s+(?:Halbjahre?s?|Jahreshälfte)', 'zweite[nms]?\\s+(?:Halbjahre?s?|Jahreshälfte)'],
      range: 'bis|[-–]',
    },
    ofYear: '',
    yearSign: { behind: '', unless: '' },
    during: '(?:während|(?:im|in)\\s+(?:Laufe|Verlauf)|über|innerhalb)(?:\\s+(?:der|des|dem|das))?(?:\\s+Jahre?s?)?',
    past: 'hatten?|gewesen|einst',
    future:
      'nächst\\p{L}*|kommend\\p{L}*|folgend\\p{L}*|künftig\\p{L}*|wird|werden|dürften?|erwart\\p{L}*|\\p{L}*prognos\\p{L}*|plan\\p{L}*|ziel\\p{L}*|\\p{L}*grenzen?|\\p{L}*kontingent\\p{L}*',
    statuses: {
      final: 'endgültig\\p{L}*|tatsächlich\\p{L}*|Istwerte?',
      forecast: '\\p{L}*prognosen?|prognostiziert\\p{L}*|vorhergesagt\\p{L}*|vorhersagen?|erwartet\\p{L}*',
      estimated: 'geschätzt\\p{L}*|schätzung(?:en)?|schätzwerte?',
      provisional:
        'vorläufig\\p{L}*(?:\\s+(?:Zahlen|Daten|Angaben|Ergebnisse)(?:\\s+(?:zeigen|zeigten|nennen|nannten))?)?|schnellmeldung',
    },
    balances: {
      above: '\\p{L}*überschuss(?:es)?|\\p{L}*überschüsse|\\p{L}*gewinn(?:es?)?|verdien(?:t|te|ten)(?=\\s*$)',
      below:
        '\\p{L}*defizite?s?|\\p{L}*fehlbeträge?|\\p{L}*fehlbetrag(?:s|es)?|\\p{L}*verlust(?:es?)?|verlor(?:en)?(?=\\s*$)',
    },
    sides: {
      above: 'positiv\\p{L}*|in\\s+den\\s+schwarzen\\s+Zahlen',
      below: 'negativ\\p{L}*|in\\s+den\\s+roten\\s+Zahlen',
    },
    changeHeads:
      '(?:vorjahres|jahres|monats|quartals)?(?:veränderung|änderung|wachstum|zuwachs|anstieg|zunahme|abnahme|rückgang|steigerung|differenz)(?:s?rate)?|veränd\\.?|[Δ∆]|\\+/[-−–]',
    changes:
      '\\p{L}*(?:veränderung|änderung|wachstum|zuwachs|zuwächse|anstieg|zunahme|abnahme|rückgang|steigerung|verlust|gewinn|entwicklung|unterschied|differenz|abweichung|teuerung|inflation|trend|tempo|dynamik|revision|korrektur|schrumpfung)\\p{L}*|plus|minus|verglichen|vergleich|ggü|vs|veränd|änd|[Δ∆]|\\+/[-−–]|±',
    allFigures:
      '(?:alle\\s+)?(?:Zahlen|Angaben|Werte|Beträge|Daten)(?:\\s+(?:sind|stehen|gelten))?(?:\\s+(?:jeweils|hier|alle))?',
    shares: '\\p{L}*anteil(?:e[ns]?|s)?',
    totals: 'insgesamt|gesamt|summe|zusammen|alle',
    spans:
      '\\p{L}*(?:jahr|quartal|monat|woche|saison|tag)\\p{L}*|jährlich\\p{L}*|monatlich\\p{L}*|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|bis|Ende|seit\\s+Januar|bisher|kumuliert',
    elsewhere:
      'nie|nicht|kein\\p{L}*|noch|erst\\p{L}*|bis|\\p{L}*(?:plan|ziel|prognose|erwart|gesetz|regel|reform|method|defin|klassifi|liste|preis|basis|zählung|erhebung|ausgabe|bericht|daten|rekord|höchst|tiefst)\\p{L}*|veröffentlich\\p{L}*|gemeldet\\p{L}*|beschl\\p{L}*|eingeführt\\p{L}*|eröffnet\\p{L}*|gegründet\\p{L}*|revidiert\\p{L}*|vorläufig\\p{L}*|wie',
  },
  ends: {
    high: '.*(?:höchst|größt|stärkst|schnellst|längst|teuerst|wichtigst|meist|hoch).*',
    low: '.*(?:niedrigst|kleinst|geringst|schwächst|langsamst|kürzest|billigst|wenigst|tief).*',
    turned: '\\p{L}*(?:defizit|fehlbetrag)\\p{L}*|negativ\\p{L}*',
    limited: 'seit|in\\s+diesem|(?:der|den)\\s+letzten|des\\s+(?:Jahres|Jahrzehnts)',
    unlimited: '.*(?:aller\\s+Zeiten|jemals|noch\\s+nie|Allzeit).*',
  },
  hedges: {
    before:
      '(?:(?<=^|[.!?]\\s+)(?:(?:mehr|weniger)\\s+als|bis\\s+zu)|mindestens|höchstens|wenigstens|maximal|nicht\\s+(?:mehr|weniger)\\s+als|rund|knapp|etwa|circa|ca\\.|ungefähr|annähernd|nahezu|fast|gut|(?<=(?:auf|um|bei|betrug(?:en)?|erreichten?)\\s+)(?:über|unter|mehr\\s+als|weniger\\s+als))',
    behind: '(?:oder|und)\\s+(?:mehr|weniger)',
  },
  none: 'kein(?:e[nrms]?)?',
  beyond: [
    [
      '(?:überschritt(?:en)?|überschreite[nt]|übertraf(?:en)?|übertreffen|übertrifft|überstieg(?:en)?|übersteig(?:en|t)|verfehl(?:t|te|ten|en)|unterschritt(?:en)?|(?:bl(?:ie|ei)b(?:en|t)?|l(?:ie|a)g(?:en|t)?)\\s+(?:(?:weit|knapp|deutlich|klar|stets|immer)\\s+)?(?:über|unter|hinter|oberhalb\\s+von|unterhalb\\s+von)|erreich(?:t|en|te|ten)\\s+(?:nie(?:mals)?|nicht)|kam(?:en)?\\s+(?:nie(?:mals)?|nicht)\\s+(?:auf|an))',
      '',
    ],
    ['erreich(?:t|en|te|ten)', '(?:nie(?:mals)?|nicht)'],
    ['(?:haben|hat|hatten?)', '(?:nie(?:mals)?|nicht)\\s+(?:ganz\\s+)?erreicht'],
    ['(?:haben|hat|hatten?)\\s+(?:nie(?:mals)?|nicht)', 'erreicht'],
    [
      '(?:haben|hat|hatten?)(?:\\s+(?:nie(?:mals)?|nicht|klar|deutlich|knapp))?',
      '(?:überschritten|übertroffen|verfehlt)',
    ],
  ],
  outdoes: {
    above: 'übertraf(?:en)?|übertrifft|übertreffen|überst(?:ieg|iegen|eigt|eigen)|überholten?|überholt',
    below: 'unterschritt(?:en)?|verfehlten?',
  },
  has: 'hat|haben|hatten?|machten?|zählten?|verkauften?',
  counted: '(?:Zahl|Anzahl|Menge|Summe)(?:\\s+(?:der|des|von))?',
  claims: {
    rank: `(?:(?<=\\p{L}\\s)die\\s+meisten(?!\\s+(?:der|von))|(?:zweit|dritt|viert|fünft)?${SUPERLATIVES}|am\\s+(?:größten|kleinsten|höchsten|niedrigsten|stärksten|schwächsten|schnellsten|meisten|wenigsten)|(?:Platz|Rang)\\s+(?:eins|zwei|${NUMBERS})|an\\s+(?:erster|zweiter|dritter|vierter|letzter)\\s+Stelle|an\\s+der\\s+Spitze|(?:dem\\s+)?(?:letzten|ersten|zweiten|dritten|vierten)\\s+(?:Platz|Rang)|mehr\\s+(?:\\p{L}+\\s+)?als\\s+(?:jede[rsmn]?|alle)\\s+ander\\p{L}+|die\\s+wenigsten)`,
    record: `(?:Rekord(?:hoch|tief|wert|jahr|ernte|niveau|stand)?${ENDING}s?|Höchststand|Tiefststand|Allzeithoch|Allzeittief|noch\\s+nie|beispiellos${ENDING}|so\\s+(?:viele?|hoch|wenige?|niedrig)\\s+wie\\s+nie|nie\\s+(?:zuvor\\s+)?war(?:en)?|erstmals|zum\\s+ersten\\s+Mal)`,
    streak: `(?:zum\\s+${ORDINAL}en\\s+Mal|(?:im\\s+)?${ORDINAL}e[nrs]?\\s+${PERIODS}(?:s|es)?\\s+(?:in\\s+Folge|hintereinander|nacheinander)|in\\s+Folge|hintereinander|nacheinander|${PERIODS}\\s+für\\s+${PERIODS}|seit\\s+Jahren|aufeinander\\s?folgend\\p{L}*|(?:steig|sink|wächs|fäll|stieg|sank|wuchs|fiel)\\p{L}*\\s+(?:wieder|erneut)|(?:wieder|erneut)\\s+(?:gestiegen|gesunken|gewachsen|gefallen))`,
    fraction: `(?:jede[nrs]?\\s+(?:zweite|dritte|vierte|fünfte|zehnte)[nrs]?\\s+(?!${PERIODS})\\p{L}+|(?:zwei|drei|vier|fünf|sieben|neun)\\s?(?:Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel)n?|ein(?:em|es)?\\s+(?:Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel)s?|die\\s+Hälfte|zur\\s+Hälfte|um\\s+die\\s+Hälfte|halb\\s+so)`,
    multiple: `(?:doppelt|dreifach|vierfach|zehnfach|(?:ver)?(?:doppel|dreifach|vierfach|zehnfach)(?:t(?:en?)?|e)|halbiert(?:en?)?|(?:zwei|${NUMBERS})mal\\s+so)`,
    majority: `(?:Mehrheit|Minderheit|Großteil|Mehrzahl|(?<!\\p{L}\\s)die\\s+meisten|die\\s+meisten\\s+(?:der|von)|fast\\s+alle|nahezu\\s+alle|überwiegende[nrs]?|(?:mehr|weniger)\\s+als\\s+(?:die\\s+Hälfte|ein\\s+(?:Drittel|Viertel)|zwei\\s+Drittel))`,
    count: `(?:${NUMBERS}|ein(?:ige)?\\s+(?:halbes\\s+)?Dutzend|Dutzende|Hunderte|Tausende)(?!\\s*[-–]\\p{L}|\\s+(?:Prozent|Mal|Drittel|Viertel|Fünftel|Zehntel|Millionen|Milliarden|Hundert|Tausend|Uhr|Jahren?|Quartalen?|Monaten?|Wochen|Tagen?|Stunden|bis|oder|und)(?!\\p{L}))(?=\\s+\\p{L})`,
    comparison:
      'überhol(?:t|te|ten)(?![^.!?]*\\uFFFC)|(?<!(?:^|[^\\p{L}])(?:wenn|wo|ob|falls)\\s[^.]{0,60})(?:schneller|langsamer|stärker|schwächer)\\s+als(?!\\s+(?:erwartet|geplant|angenommen))|(?:Abstand|Lücke)\\s+(?:\\p{L}+\\s+){0,5}(?:verringert|vergrößert|schrumpft|wächst|wuchs|schloss)\\p{L}*|(?:verringert|vergrößert)e?\\s+sich\\s+der\\s+Abstand|alle\\s+\\p{L}+\\s+(?:verloren|gewannen|stiegen|sanken|wuchsen|fielen|verlieren|gewinnen|steigen|sinken|wachsen|schrumpfen|schrumpften)|nur\\s+(?:der|die|das)\\s+\\p{L}+\\s+(?:verlor|gewann|stieg|sank|wuchs|fiel|legte\\s+zu)',
  },
};

/** Labels of provenance in German. */
const GERMAN_PROVENANCE: ProvenanceWords = {
  figures: (count) => (count === 1 ? 'Woher diese Zahl stammt' : `Woher diese ${count} Zahlen stammen`),
  chartData: 'Daten (CSV)',
  chartPicture: 'Bild (SVG)',
  skip: 'Zum Text springen',
  noteOn: (figure) => `Anmerkung zu ${figure}`,
  backTo: (figure) => `zurück zu ${figure}`,
  printed: 'Im Original',
  printedInTranslation: 'In der Übersetzung',
  corrected: 'Berichtigt',
  evidence: 'Belegt durch',
  arithmetic: 'die Rechnung mit den anderen Zahlen',
  interval: 'Steht für',
  status: 'Status',
  inputs: 'Beruht auf',
  fromFiguresOf: (period) => `aus Zahlen für ${period}`,
  condition: (clause) => `unter der Bedingung: ${clause}`,
  relations: 'Prüfungen',
  failed: 'Widerspricht',
  excepted: 'Bekannter Widerspruch',
  asBefore: 'wie oben',
  standings: {
    accused: 'falsch: jede Erklärung der Widersprüche ändert die Zahl',
    touched: 'betroffen: eine harte Beziehung widerspricht ihr',
    disputed: 'umstritten: nur weiche Beziehungen oder eine andere Quelle widersprechen ihr',
  },
  breaksRule: (said) => `Das verletzt eine Regel: ${said}`,
  count: (relations) => (relations === 1 ? 'eine Prüfregel' : `${relations} Prüfregeln`),
  derived: {
    same: (sources) => `${sources} geben verschiedene Werte an`,
    agree: (sources) => `${sources} geben denselben Wert an`,
    fromGrowth: (said) => `${said} (aus Veränderungsraten errechnet)`,
    revision: 'eine spätere Veröffentlichung gibt einen anderen Wert an',
    part: 'ein Teil des Zeitraums hat mehr als der ganze',
    parts: 'aus Angaben für Teile des Zeitraums folgt etwas anderes',
    alike: 'ein Teil des Zeitraums hat denselben Wert und dieselbe Veränderung',
    record: 'aus den zugrunde liegenden Zahlen folgt ein anderer Wert',
  },
  untested: 'keine',
  low: (number, open) => `${open ? 'über' : 'mindestens'} ${number}`,
  high: (number, open) => `${open ? 'unter' : 'höchstens'} ${number}`,
  anything: 'jede Zahl',
  nothing: 'keine Zahl',
};

/** Words of a correction notice in German. */
const GERMAN_NOTICE: NoticeWords = {
  title: (brief) => `Korrektur: ${brief}`,
  corrects: (date, previous) =>
    previous === undefined
      ? `Diese Fassung (Stand: ${date}) berichtigt eine frühere.`
      : `Diese Fassung (Stand: ${date}) berichtigt die frühere (Stand: ${previous}).`,
  said: {
    changed: 'Was die frühere besagte, hat sich geändert.',
    stands: 'Was die frühere besagte, gilt weiter: Nur Zahlen ändern sich.',
  },
  heads: { corrected: 'Berichtigt', revised: 'Von der Quelle revidiert', texts: 'Was anders lautet' },
  inPlaceOf: (now, before) => `${now} statt ${before}.`,
  printedIn: (places) => `Gedruckt in: ${places}.`,
  evidence: (evidence) => `Belegt durch: ${evidence}.`,
  arithmetic: 'die Rechnung mit den übrigen Zahlen',
  mistyped: 'Die Quelle druckte von Anfang an diese Zahl: Sie war hier falsch abgeschrieben.',
  reason: (reason) => `Grund: ${reason}`,
  material: 'Wesentlich.',
  what: { direction: 'Richtung', rank: 'Rang', assertion: 'Aussage', headline: 'Schlagzeile' },
  absent: { before: 'neu', now: 'entfällt' },
};

const MONTHS = wordsOf('Januar Februar März April Mai Juni Juli August September Oktober November Dezember');
const DAYS = wordsOf('Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag');
const ORDINALS = ['', ...wordsOf('zweit dritt viert fünft sechst siebt acht neunt zehnt')] as const;

export const german: Locale<'de'> = {
  id: 'de',
  isSpaced: true,
  isHan: false,
  unspaced: undefined,

  // Groups of digits as the Federal Statistical Office prints them, and DIN 1333 has it: with a space, since a point is a
  // decimal sign to many readers. The narrow one (U+202F) keeps a number together and distinguishes its own spaces from that
  // before its unit. DIN 5008: there is a space before the per cent sign.
  numbersInWords: germanNumbers,
  numbers: { decimal: ',', group: '\u202F', percent: '\u00A0%' },
  units: {
    forms: GERMAN_UNITS,
    scales: {
      3: ['Tausend', 'Tausend'],
      6: ['Millionen', 'Million'],
      9: ['Milliarden', 'Milliarde'],
      12: ['Billionen', 'Billion'],
    },
    space: ' ',
    quotient: ' je ',
  },
  shortUnits: {
    forms: {
      kt: ['Tsd.\u00A0t', 'Tsd.\u00A0t', 'kt'],
      Mt: ['Mio.\u00A0t', 'Mio.\u00A0t', 'Mt'],
      pp: ['%-Punkte', '%-Punkt'],
      count: ['', ''],
      year: ['Jahre', 'Jahr'],
      ...wordsOnly(GERMAN_UNITS),
    },
    scales: unchanged({ 3: 'Tsd.', 6: 'Mio.', 9: 'Mrd.', 12: 'Bill.' }),
    space: '\u00A0',
    quotient: '/',
  },
  years: (isOne) => (isOne ? 'Jahr' : 'Jahre'),
  steps: [],
  qualifier: {
    over: (number) => `über ${number}`,
    under: (number) => `unter ${number}`,
    about: (number) => `rund ${number}`,
    'slightly over': (number) => `knapp über ${number}`,
    'slightly under': (number) => `knapp unter ${number}`,
  },
  range: (low, high) => `${low} bis ${high}`,

  period: periodText,
  date: (date) => dateText(datePartsOf(date)),
  calendar: {
    dateTime: '%A, %-d. %B %Y, %X',
    date: '%d.%m.%Y',
    time: '%H:%M:%S',
    periods: ['AM', 'PM'],
    days: DAYS,
    shortDays: eachOf(DAYS, (day) => day.slice(0, 2)),
    months: MONTHS,
    shortMonths: wordsOf('Jan Feb März Apr Mai Juni Juli Aug Sep Okt Nov Dez'),
  },

  counts: wordsOf('null ein zwei drei vier fünf sechs sieben acht neun zehn'),
  list: (items) => listed(items, [', ', ' und '], ['; ', ' sowie ']),
  separator: '; ',
  stop: '. ',
  colon: ': ',
  comma: ', ',
  open: ' (',
  close: ')',
  quotation: (text) => `„${text}“`,
  gapBefore: () => ' ',
  // Nouns keep their capital.
  inSentence: (label) => label,
  // DIN 5007, for words: ä as a, ß as ss.
  sortKey: (text) => text.replaceAll(/[ÄÖÜäöü]/g, (vowel) => vowel.normalize('NFD').charAt(0)).replaceAll('ß', 'ss'),

  exhibit: { chart: 'Abbildung', table: 'Tabelle' },
  continued: (name) => `${name} (Fortsetzung)`,
  contents: 'Inhalt',
  onPage: ['Seite ', ''],
  annex: 'Anhang',
  margin: {
    corrected: 'Berichtigt.',
    derived: 'Hier berechnet.',
    estimated: 'Geschätzt.',
    forecast: 'Prognose.',
    disputed: 'Umstritten.',
  },
  alert: { note: 'Hinweis', tip: 'Tipp', important: 'Wichtig', warning: 'Warnung', caution: 'Vorsicht' },
  draft: {
    name: 'Entwurf',
    sound: 'Dies ist ein Entwurf und nicht zur Veröffentlichung bestimmt. Die Prüfung bezweifelt keine seiner Zahlen.',
    doubted: (mark) =>
      `Dies ist ein Entwurf und nicht zur Veröffentlichung bestimmt: Veröffentlichte Zahlen widersprechen einander. Zweifelhafte sind mit\u00A0${mark} gekennzeichnet.`,
    contradicts: 'Im Widerspruch zu',
    more: (count) => `Und ${count} weitere, die assay check nennt.`,
  },
  footnotes: 'Fußnoten',
  nextEdition: (date) => `Nächste Ausgabe voraussichtlich: ${date}`,
  sources: {
    title: (count) => (count === 1 ? 'Quelle' : 'Quellen'),
    number: (number) => `Quelle ${number}`,
    back: 'zurück zum Text',
    announced: (announced, published) => `bekannt gegeben am ${announced}, veröffentlicht am ${published}`,
  },
  attached: {
    observations: 'Alle veröffentlichten Zahlen des Datensatzes, im Original und berichtigt',
    brief: 'Alle Zahlen dieses Dokuments und ihre Herkunft',
    corrections: 'Berichtigte Zahlen der Veröffentlichung und was den Ausschlag gab',
  },
  wiki: {
    edition: (id, published) => `Ausgabe ${id}, Daten vom ${published}`,
    editions: 'Ausgaben',
    files: 'Dateien',
    data: 'Daten (CSV)',
  },
  missing: { x: 'nicht verfügbar', z: 'nicht anwendbar' },
  aboutUnchanged: 'nahezu unverändert',
  drawn: {
    hollow: 'hohl',
    broken: 'gestrichelter Umriss',
    dashed: 'gestrichelte Linie',
    derived: 'berechnet',
    dotted: 'gepunktet: keine Zahlen',
    bound: { low: 'hohler Punkt: untere Grenze', high: 'hohler Punkt: obere Grenze' },
    expected: { low: 'hohler Punkt: erwartete untere Grenze', high: 'hohler Punkt: erwartete obere Grenze' },
    limits: { floor: 'eine untere Grenze', ceiling: 'eine obere Grenze' },
    scales: {
      own: 'jedes Feld mit eigener Skala',
      cut: 'Skala beginnt nicht bei null',
      part: 'nicht alle Werte sind gezeigt',
    },
    gap: 'gestrichelt: kein Wert dazwischen',
    shared: 'alle Felder mit derselben Skala',
    marks: (tick, dot) => `Strich: ${tick}; Punkt: ${dot}`,
    interval: (confidence) => `Balken: Konfidenzintervall zu ${confidence.replace('%', ' %')}`,
    range: 'Balken: genannte Spanne',
    band: (confidence) => `Band: Konfidenzintervall zu ${confidence.replace('%', ' %')}`,
    tints: 'dunkler: höher in der Zeile',
    axes: (across, up) => `waagerecht: ${across}; senkrecht: ${up}`,
    parts: 'Anteile an der Summe der Teile',
    inYear: (name, year) => `${name} (${year})`,
  },
  flag: {
    contradicted: 'im Widerspruch zu anderen Zahlen',
    corrected: 'berichtigt',
    derived: 'hier berechnet, nicht veröffentlicht',
    estimated: 'geschätzt',
    forecast: 'Prognose',
    provisional: 'vorläufig',
    revised: 'seit der ersten Veröffentlichung revidiert',
    break: 'Bruch in der Zeitreihe',
    low_reliability: 'Aussagewert eingeschränkt',
  },

  verb: {
    singular: { up: 'stieg', down: 'sank', flat: 'blieb unverändert' },
    plural: { up: 'stiegen', down: 'sanken', flat: 'blieben unverändert' },
  },
  verbLink: ' um',
  noun: { up: 'ein Anstieg um', down: 'ein Rückgang um', flat: 'keine Veränderung' },
  // With the ending that follows an article: die zweitgrößte Route.
  rank: {
    largest: eachOf(ORDINALS, (ordinal) => `${ordinal}größte`),
    smallest: eachOf(ORDINALS, (ordinal) => `${ordinal}kleinste`),
  },
  // Nouns, which agree with a label in the singular and in the plural.
  beyondLimit: (label) => `${label}: wie gedruckt jenseits der Grenze, berichtigt innerhalb`,
  course: {
    up: (first, last) => `Anstieg von ${first} auf ${last}`,
    down: (first, last) => `Rückgang von ${first} auf ${last}`,
    open: (first, last) => `von ${first} auf ${last}`,
  },

  comparison: GERMAN_COMPARISONS,
  notice: GERMAN_NOTICE,
  measure: {
    name: {
      growth: 'Veränderung gegenüber dem Vorjahreszeitraum',
      change: 'absolute Veränderung gegenüber dem Vorjahreszeitraum',
      ratio: 'Verhältnis zum Vorjahreszeitraum',
      cagr: 'durchschnittliche jährliche Veränderung',
      share: 'Anteil',
      difference: 'Differenz',
      lower: 'untere Grenze des Konfidenzintervalls',
      upper: 'obere Grenze des Konfidenzintervalls',
      margin: 'Fehlerspanne',
      claim: 'Aussage',
    },
    changeFrom: (base) => `Veränderung gegenüber ${dative(base)}`,
    changeOfRelease: 'Veränderung gegenüber einer früheren Veröffentlichung',
    ratioTo: (base) => `Verhältnis zu ${dative(base)}`,
    averageSince: (base) => `durchschnittliche jährliche Veränderung seit ${dative(base)}`,
    // Between quotation marks a label keeps its case.
    comparedWith: {
      share: (whole) => `Anteil an „${whole}“`,
      difference: (other) => `Differenz zu „${other}“`,
    },
  },
  provenance: GERMAN_PROVENANCE,
  proof: GERMAN_PROOF,
  reading: GERMAN_READING,
  witness: GERMAN_WITNESS,
  chart: {
    others: 'andere',
    ends: 'Von jeder Reihe sind der erste und der letzte Wert genannt',
    gap: (periods) => `Lücke in der Linie, keine Angabe: ${periods}`,
    events: 'Ereignisse',
    extremes: (highest, lowest) => `Höchster Wert: ${highest}; niedrigster Wert: ${lowest}`,
  },
  tables: GERMAN_TABLES,
  workbook: GERMAN_WORKBOOK,
  project: {
    publisher: 'Die Redaktion dieses Berichts',
    source: 'Die Quelle der Tabelle',
    whose: 'Wessen Zahlen',
    writer: 'Wer den Bericht schrieb',
    course: 'Der Verlauf der Zahlen',
    sizes: 'Die Zahlen nach Größe',
    onYearEarlier: (call) => `{{change ${call} noun=true}} gegenüber dem Vorjahr`,
    all: 'Alle Zahlen',
    name: 'Zahl',
    sources: 'Quellen',
  },
  headPeriod: germanHead,
};

/** `Januar bis Oktober 2025`, `1. bis 3. Quartal 2025`: what both ends share is said once. */
function periodText({ text }: { readonly text: string }): string {
  const [from, to] = endsOf(text);
  if (!to) return dateText(from);
  if (from.year !== to.year) return `${dateText(from)} bis ${dateText(to)}`;
  const isAlike = from.letter === to.letter && /[SQ]/.test(from.letter);
  return `${isAlike ? `${from.part}.` : withinYear(from)} bis ${dateText(to)}`;
}

/** `2025`, `Oktober 2025`, `4. Februar 2026`, `1. Halbjahr 2025`: with digits, which need no ending. */
function dateText(parts: DateParts): string {
  if (!parts.part) return parts.year;
  return `${withinYear(parts)}${parts.day ? '\u00A0' : ' '}${parts.year}`;
}

function withinYear({ letter, part, day }: DateParts): string {
  if (letter === 'S') return `${part}.\u00A0Halbjahr`;
  if (letter === 'Q') return `${part}.\u00A0Quartal`;
  return `${day ? `${day}.\u00A0` : ''}${MONTHS[part - 1]}`;
}

/** `1. Quartal 2025`, or with the year above: `2025 1. Quartal`. */
function germanHead(text: string): string | undefined {
  const { part, kind, before, after } =
    /^(?:(?<before>\d{4}),? (?:\/ )?)?(?<part>[1-4])\. ?(?<kind>Quartal|Vierteljahr|Vj\.?|Halbjahr|Hj\.?)(?: (?<after>\d{4}))?$/.exec(
      text,
    )?.groups ?? {};
  const year = before ?? after;
  if (year === undefined || (before !== undefined && after !== undefined)) return undefined;
  return `${year}-${kind?.startsWith('H') ? 'S' : 'Q'}${part}`;
}
