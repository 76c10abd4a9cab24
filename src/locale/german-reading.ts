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

export const GERMAN_READING: ReadingWords = {
  signs: 'minus|plus|negativ',
  scalesBefore: `(?:${SCALES})|(?:${SHORT_SCALES})\\.?|(?:${DIGITS})\\s+Komma`,
  scalesAfter: `(?:${SCALES})|(?:${SHORT_SCALES})\\b\\.?|,?\\s*in\\s+(?:(?:${SCALES})(?!\\s+von)|(?:${SHORT_SCALES})\\b\\.?)|T(?:EUR|€)|vH|Prozent(?:punkte?n?)?|vom\\s+Hundert|Promille|vom\\s+Tausend|-?fach\\p{L}*|v\\.\\s?H\\.|%-Punkte?|Basispunkte?|(?:Komma|Punkt)\\s+(?:${DIGITS})|und\\s+(?:eine?\\s+|zwei\\s+|drei\\s+)?(?:halb\\p{L}*|Viertel|Drittel)(?!\\s+der|\\s+de[sr]|\\s+von)|einhalb`,
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
  moves: {
    up: 'stieg(?:en)?|steigt|steigen|gestiegen|Anstieg|wuchs(?:en)?|wächst|wachsen|gewachsen|Wachstum|zugenommen|Zunahme|erhöhte[nt]?|erhöhen|kletterten?|legten?|nahm\\s+zu|zulegte|Zuwachs|Plus',
    down: 'fiel(?:en)?|fällt|fallen|gefallen|sank(?:en)?|sinkt|sinken|gesunken|Rückgang|schrumpften?|geschrumpft|verringerte[nt]?|verlor(?:en)?|Verlust|ging(?:en)?\\s+zurück|abnahm|abgenommen|Abnahme|senkte[nt]?|brach(?:en)?\\s+ein|Minus',
  },
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
  turns: {
    up: 'zog(?:en)?\\s+an|nahm(?:en)?\\s+zu|sprang(?:en)?|schnellten?|Anstieg|Zuwachs|Zunahme|Wachstum|Plus|Steigerung|Erhöhung',
    down: 'brach(?:en)?\\s+ein|stürzten?(?:\\s+ab)?|nahm(?:en)?\\s+ab|gab(?:en)?\\s+nach|sackten?(?:\\s+ab)?|Rückgang|Abnahme|Minus|Einbruch|Verlust|Senkung|Rückschlag',
  },
  claims: {
    rank: `(?:(?<=\\p{L}\\s)die\\s+meisten(?!\\s+(?:der|von))|(?:zweit|dritt|viert|fünft)?${SUPERLATIVES}|am\\s+(?:größten|kleinsten|höchsten|niedrigsten|stärksten|schwächsten|schnellsten|meisten|wenigsten)|(?:Platz|Rang)\\s+(?:eins|zwei|${NUMBERS})|an\\s+(?:erster|zweiter|dritter|vierter|letzter)\\s+Stelle)`,
    record: `(?:Rekord(?:hoch|tief|wert|jahr|ernte|niveau|stand)?${ENDING}s?|Höchststand|Tiefststand|Allzeithoch|Allzeittief|noch\\s+nie|beispiellos${ENDING}|erstmals|zum\\s+ersten\\s+Mal)`,
    streak: `(?:zum\\s+${ORDINAL}en\\s+Mal|(?:im\\s+)?${ORDINAL}e[nrs]?\\s+${PERIODS}(?:s|es)?\\s+(?:in\\s+Folge|hintereinander|nacheinander)|in\\s+Folge|hintereinander|nacheinander|${PERIODS}\\s+für\\s+${PERIODS}|aufeinander\\s?folgend\\p{L}*)`,
    fraction: `(?:(?:zwei|drei|vier|fünf|sieben|neun)\\s?(?:Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel)n?|ein(?:em|es)?\\s+(?:Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel)s?|die\\s+Hälfte|zur\\s+Hälfte|um\\s+die\\s+Hälfte|halb\\s+so)`,
    multiple: `(?:doppelt|dreifach|vierfach|zehnfach|(?:ver)?(?:doppel|dreifach|vierfach|zehnfach)(?:t(?:en?)?|e)|halbiert(?:en?)?|(?:zwei|${NUMBERS})mal\\s+so)`,
    majority: `(?:Mehrheit|Minderheit|Großteil|Mehrzahl|(?<!\\p{L}\\s)die\\s+meisten|die\\s+meisten\\s+(?:der|von)|fast\\s+alle|nahezu\\s+alle|überwiegende[nrs]?|(?:mehr|weniger)\\s+als\\s+(?:die\\s+Hälfte|ein\\s+(?:Drittel|Viertel)|zwei\\s+Drittel))`,
    count: `(?:${NUMBERS}|Dutzende|Hunderte|Tausende)(?!\\s*[-–]\\p{L}|\\s+(?:Prozent|Mal|Drittel|Viertel|Fünftel|Zehntel|Millionen|Milliarden|Hundert|Tausend|Uhr|Jahren?|Quartalen?|Monaten?|Wochen|Tagen?|Stunden|bis|oder|und)(?!\\p{L}))(?=\\s+\\p{L})`,
  },
};
