import type { ReadingWords } from './reading-words.ts';

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

export const GERMAN_READING: ReadingWords = {
  signs: 'minus|plus|negativ',
  scalesBefore: `(?:${SCALES})|(?:${SHORT_SCALES})\\.?|(?:${DIGITS})\\s+Komma`,
  scalesAfter: `(?:${SCALES})|im\\s+(?:Minus|Plus)|(?:${SHORT_SCALES})\\b\\.?|,?\\s*in\\s+(?:(?:${SCALES})(?!\\s+von)|(?:${SHORT_SCALES})\\b\\.?)|T(?:EUR|€)|vH|Prozent(?:punkte?n?)?|vom\\s+Hundert|Promille|vom\\s+Tausend|-?fach\\p{L}*|v\\.\\s?H\\.|%-Punkte?|Basispunkte?|(?:Komma|Punkt)\\s+(?:${DIGITS})|und\\s+(?:eine?\\s+|zwei\\s+|drei\\s+)?(?:halb\\p{L}*|Viertel|Drittel)(?!\\s+der|\\s+de[sr]|\\s+von)|einhalb`,
  units: 'Dollar|Euro|Pfund|Yen|Yuan|Franken|Tonnen?|Kilo|Grad|Liter|Meter|Kilometer',
  per: 'je|pro|/',
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
  countsBefore: `ein(?:e[nrms]?)?|zwei|${NUMBERS}|halbe|viele|mehrere|einige|jede[nrms]?|erste[nrms]?`,
  unitLead: 'in|Einheit',
  unitTail: 'von|auf|bei|in|je|pro|und|oder|mit|für|aus|nach|seit|der|des|ohne|insgesamt',
  ways: {
    up: `\\p{L}*(?:anstiege?s?|zuwachs|zuwächse|wachstum|zunahme|steigerung|erhöhung|anhebung|aufschwung|zugewinn|erholung|sprung|plus)|stieg(?:en|e)?|steig(?:t|en|end\\p{L}*)|gestiegen|angestiegen|wuchs(?:en)?|wächst|wachsen|gewachsen|angewachsen|zugenommen|zunahm(?:en)?|(?:nahm(?:en)?|nimmt|nehmen)${GAP}\\s+zu|erhöh(?:t|te|ten|en)|(?:ge)?kletter(?:t|te|ten|n)|leg(?:te|ten|t|en)(?:${GAP}\\s+zu)?|zugelegt|zulegten?|(?:zog(?:en)?|zieht|ziehen)${GAP}\\s+an|angezogen|sprang(?:en)?|spring(?:t|en)|gesprungen|schnell(?:te|ten|t)|hochgeschnellt|schoss(?:en)?|gewann(?:en)?|gewonnen|gewinn(?:t|en)|vergrößer(?:t|te|ten|n)|vermehr(?:t|te|ten|en)|verstärk(?:t|te|ten|en)|ver(?:doppel|dreifach|vierfach)(?:t|te|ten|n|en)|verteuer(?:t|te|ten|n)|erhol(?:t|te|ten|en)|hob(?:en)?|angehoben|(?:stock(?:te|ten|t))${GAP}\\s+auf|aufgestockt|beschleunig(?:t|te|ten|en)|schwoll(?:en)?|angeschwollen|ausgebaut|aufwärts|hinzu|hinzugekommen|hinzugewonnen|hoch|hinauf|herauf`,
    down: `\\p{L}*(?:rückgangs?|rückgänge|abnahme|einbruchs?|verluste?s?|senkung|rückschlag|absturz|sturz|schwund|einbußen?|kürzung|minderung|verringerung|reduzierung|reduktion|schrumpfung|abschwung|halbierung|minus)|fiel(?:en)?|fäll(?:t)|fallen|fallend\\p{L}*|gefallen|sank(?:en)?|sink(?:t|en|end\\p{L}*)|gesunken|abgesunken|zurückgegangen|zurückging(?:en)?|(?:ging(?:en)?|geht|gehen)${GAP}\\s+zurück|(?:ge)?schrumpf(?:t|te|ten|en)|verringer(?:t|te|ten|n)|(?:ver)?minder(?:t|te|ten|n)|reduzier(?:t|te|ten|en)|verlor(?:en)?|verlier(?:t|en)|(?:nahm(?:en)?|nimmt|nehmen)${GAP}\\s+ab|abnahm(?:en)?|abgenommen|senk(?:t|te|ten|en)|gesenkt|(?:brach(?:en)?|bricht|brechen)${GAP}\\s+ein|eingebrochen|(?:ab|ge|abge)?stürz(?:t|te|ten|en)|(?:gab(?:en)?|gibt|geben)${GAP}\\s+nach|nachgegeben|(?:ab)?(?:ge)?sack(?:t|te|ten|en)|büß(?:t|te|ten|en)(?:${GAP}\\s+ein)?|eingebüßt|halbier(?:t|te|ten|en)|(?:ab)?(?:ge)?rutsch(?:t|te|ten|en)|tauch(?:te|ten)${GAP}\\s+ab|abgetaucht|bröckel(?:t|te|ten|n)|schwand(?:en)?|schwinde[nt]|geschwunden|schwäch(?:t|te|ten)${GAP}\\s+ab|abgeschwächt|(?:ließ(?:en)?|lässt)${GAP}\\s+nach|nachgelassen|(?:ge)?drossel(?:t|te|ten)|kürz(?:t|te|ten|en)|gekürzt|verbillig(?:t|te|ten|en)|dezimier(?:t|te|ten)|purzel(?:t|te|ten)|kollabier(?:t|te|ten)|ermäßig(?:t|te|ten)|eingespart|abwärts|herunter|hinunter|hinab|herab`,
    flat: 'unverändert|gleich|stagnier(?:t|te|ten|en)|Stagnation|stabil|stabilisier(?:t|te|ten)|konstant|ruh(?:t|te|ten|en)|verharr(?:t|te|ten|en)|keine\\s+Veränderung|Stillstand|st(?:and|anden)\\s+still',
  },
  waysEither: `weite(?:t|te|ten)|ausgeweitet|vereng(?:t|te|ten)|verbesser(?:t|te|ten)|verschlechter(?:t|te|ten)|vertief(?:t|te|ten)|verläng(?:ert|erte|erten)|verkürz(?:t|te|ten)|veränder(?:t|te|ten|n)|bewegten?`,
  comparatives: { up: 'höher|mehr|größer|über', down: 'niedriger|geringer|weniger|kleiner|tiefer|unter' },
  waysShown: {
    up: 'stieg, wuchs, nahm zu, legte zu',
    down: 'sank, fiel, nahm ab, ging zurück',
    flat: 'blieb unverändert',
  },
  levelLinks: 'auf|bei|ab',
  moveLinks:
    'um|von|etwa|rund|knapp|fast|gut|mehr\\s+als|weniger\\s+als|über|nur|weitere|erneut|deutlich|leicht|stark|sich|ein(?:e[nmrs]?)?|noch|wieder|im\\s+Schnitt',
  movesBehind: [
    ['up', '', 'höher|mehr'],
    ['down', '', 'niedriger|geringer|weniger'],
    ['up', '(?:nahm(?:en)?|legten?)\\s+(?:\\p{L}+\\s+)*', 'zu'],
    ['down', '(?:nahm(?:en)?)\\s+(?:\\p{L}+\\s+)*', 'ab'],
    ['down', '(?:ging(?:en)?)\\s+(?:\\p{L}+\\s+)*', 'zurück'],
  ],
  courses: [
    ['auf', 'von', true],
    ['von', 'auf', false],
  ],
  partsBefore:
    '(?:anderthalb|die\\s+Hälfte|ein(?:em?)?\\s+(?:Drittel|Viertel|Fünftel|Zehntel)|(?:zwei|drei)\\s+(?:Drittel|Viertel|Fünftel)|doppelt\\s+so\\s+viele?\\s+wie|das\\s+(?:Doppelte|Dreifache))(?:\\s+(?:von|der))?',
  claims: {
    rank: `(?:(?<=\\p{L}\\s)die\\s+meisten(?!\\s+(?:der|von))|(?:zweit|dritt|viert|fünft)?${SUPERLATIVES}|am\\s+(?:größten|kleinsten|höchsten|niedrigsten|stärksten|schwächsten|schnellsten|meisten|wenigsten)|(?:Platz|Rang)\\s+(?:eins|zwei|${NUMBERS})|an\\s+(?:erster|zweiter|dritter|vierter|letzter)\\s+Stelle)`,
    record: `(?:Rekord(?:hoch|tief|wert|jahr|ernte|niveau|stand)?${ENDING}s?|Höchststand|Tiefststand|Allzeithoch|Allzeittief|noch\\s+nie|beispiellos${ENDING}|erstmals|zum\\s+ersten\\s+Mal)`,
    streak: `(?:zum\\s+${ORDINAL}en\\s+Mal|(?:im\\s+)?${ORDINAL}e[nrs]?\\s+${PERIODS}(?:s|es)?\\s+(?:in\\s+Folge|hintereinander|nacheinander)|in\\s+Folge|hintereinander|nacheinander|${PERIODS}\\s+für\\s+${PERIODS}|aufeinander\\s?folgend\\p{L}*)`,
    fraction: `(?:(?:zwei|drei|vier|fünf|sieben|neun)\\s?(?:Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel)n?|ein(?:em|es)?\\s+(?:Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel)s?|die\\s+Hälfte|zur\\s+Hälfte|um\\s+die\\s+Hälfte|halb\\s+so)`,
    multiple: `(?:doppelt|dreifach|vierfach|zehnfach|(?:ver)?(?:doppel|dreifach|vierfach|zehnfach)(?:t(?:en?)?|e)|halbiert(?:en?)?|(?:zwei|${NUMBERS})mal\\s+so)`,
    majority: `(?:Mehrheit|Minderheit|Großteil|Mehrzahl|(?<!\\p{L}\\s)die\\s+meisten|die\\s+meisten\\s+(?:der|von)|fast\\s+alle|nahezu\\s+alle|überwiegende[nrs]?|(?:mehr|weniger)\\s+als\\s+(?:die\\s+Hälfte|ein\\s+(?:Drittel|Viertel)|zwei\\s+Drittel))`,
    count: `(?:${NUMBERS}|ein(?:ige)?\\s+(?:halbes\\s+)?Dutzend|Dutzende|Hunderte|Tausende)(?!\\s*[-–]\\p{L}|\\s+(?:Prozent|Mal|Drittel|Viertel|Fünftel|Zehntel|Millionen|Milliarden|Hundert|Tausend|Uhr|Jahren?|Quartalen?|Monaten?|Wochen|Tagen?|Stunden|bis|oder|und)(?!\\p{L}))(?=\\s+\\p{L})`,
  },
};
