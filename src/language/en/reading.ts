import type { ReadingWords } from '../reading-words.ts';
import { wordsOf } from '../word-forms.ts';

const DIGITS = 'zero|oh|nought|one|two|three|four|five|six|seven|eight|nine';
const NUMBERS = `three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:${DIGITS}))?`;
const SCALES = 'hundred|thousand|(?:m|b|tr|quadr|quint|sext|z)illion|milliard|mille|myriad|dozen|lakh|crore';
const ORDINALS = 'second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth';
const PARTS = 'thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?';
const SUPERLATIVES =
  'largest|biggest|greatest|smallest|(?:highest|lowest)(?!\\s+price)|fastest|slowest|strongest|weakest|steepest|sharpest|longest|shortest|cheapest|dearest|heaviest|lightest|busiest|most\\s+(?:important|expensive|productive|used|popular)';
/** What happened to something, without a figure. */
const FARED =
  'lost|gained|rose|grew|fell|declined|increased|decreased|dropped|shrank|climbed|improved|worsened|lose|gain|rise|grow|fall|decline|shrink';
const PERIODS = 'year|quarter|month|week|day|time|half-year|season|decade';

/** Forms of regular verbs. */
function verbs(stems: string, endings: string): string {
  return `(?:${stems})(?:${endings})`;
}

/** `a year earlier`, `the previous year`, `the same quarter of last year`, `year on year`. */
function timeBefore(name: string): string {
  return `(?:(?:a|an|one|the)\\s+)?${name}\\s+(?:earlier|before|ago|previously|prior)|(?:the\\s+)?(?:last|previous|prior|preceding)\\s+${name}|(?:the\\s+)?same\\s+\\w+(?:\\s+of)?\\s+(?:last|the\\s+previous|a)\\s+${name}`;
}

const YEAR_BEFORE = timeBefore('year');
const PART_BEFORE = timeBefore('(?:quarter|month|half-year|half)');
/** With what a figure is compared: an earlier one, and not what was expected. */
const EARLIER = `(?:${YEAR_BEFORE}|${PART_BEFORE}|(?:that|those)\\s+(?:of|in)|the\\s+(?:level|figure|total|result)s?)`;
/** No `more than expected`, which is said about the change itself. */
const THAN = 'than(?!\\s+(?:expected|forecast|planned|hoped|usual|average)|\\p{L})';

/** `a day`, `per day`, `/day`, `daily` at the end of a clause, and before a figure `daily` and `each day`; no time, as in `a day later`. */
function rateOf(name: string, adverb: string): { before: string; behind: string; named: string } {
  const span = `(?:(?:an?|per|each|every)\\s+|/\\s*)${name}(?!\\s+(?:earlier|before|ago|later|on|after|previously|prior|from|since|when|that))`;
  return {
    before: `${adverb}|(?:per|each|every)\\s+${name},?`,
    behind: `${span}|${adverb}(?=\\s*(?:[.,;:)]|$))`,
    named: `${name}|${adverb}`,
  };
}

const MOVED = 'went|go(?:es|ne|ing)?|came|comes?|moved|edged|inched|crept|ticked|shot|picked|stepped|built|brought';

export const ENGLISH_READING: ReadingWords = {
  signs: 'minus|negative|plus',
  signsBehind: '(?:below|under)\\s+zero|in\\s+(?:the\\s+red|deficit)',
  scalesBefore: `(?:${SCALES})s?|(?:${DIGITS})\\s+point`,
  scalesAfter: `(?:${SCALES})s?|,?\\s*in\\s+(?:${SCALES})s(?!\\s+of)|per[\\s-]?mill?e?|permille|parts?\\s+per\\s+\\p{L}+|in\\s+(?:a|every|each)\\s+(?:hundred|thousand|million)|-?fold|per[\\s-]?cent|percent(?:age)?(?:\\s+points?)?|basis\\s+points?|(?:point|dot)\\s+(?:${DIGITS})|and\\s+(?:a|one|two|three)\\s+(?:half|${PARTS})(?!\\s+of)`,
  units:
    'dollars?|euros?|pounds?|yen|yuan|renminbi|rupees?|(?:metric\\s+|short\\s+|long\\s+)?tons?|degrees?|litres?|liters?|met(?:re|er)s?|kilomet(?:re|er)s?|kilowatt-hours?|megawatt-hours?',
  unitNames: {
    dollars: ['USD', 'AUD', 'CAD', 'NZD', 'HKD', 'SGD', 'TWD'],
    cents: ['cent'],
    tons: ['t', 'short_ton', 'long_ton'],
    'per cent': ['%'],
    percent: ['%'],
    'percentage points': ['pp'],
  },
  smallNumbers:
    '(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)(?:teen|ty)|twenty|forty)\\s+',
  points: '[Pp]oints?|pts?',
  per: 'per|/',
  perArticle: 'an?',
  rates: {
    day: rateOf('day', 'daily'),
    week: rateOf('week', 'weekly'),
    month: rateOf('month', 'monthly'),
    head: {
      before: '',
      behind:
        '(?:a|per)\\s+head|per\\s+(?:capita|person|inhabitant)|per\\s+(?:hundred|thousand|million)\\s+(?:people|persons|inhabitants)',
      named: 'head|capita|person|inhabitant',
    },
  },
  lengths: {
    names: {
      day: 'day',
      week: 'week|weekend',
      month: 'month',
      quarter: 'quarter|three\\s+months',
      half: 'half-?year|six\\s+months',
      year: 'year|twelve\\s+months',
      longer: `decade|century|(?:(?:past|last|first)\\s+)?(?:(?:two|four|five|seven|eight|nine|ten|eleven)\\s+months|(?:two|${NUMBERS})\\s+(?:years|quarters))`,
    },
    adjectives: { quarter: 'quarterly', half: 'half-yearly', year: 'annual|yearly' },
    lead: '(?:in|over|during|throughout|within|for)\\s+(?:the|this|an?|one)(?:\\s+(?:whole|full|entire|single|average|typical))?|all|this',
    each: 'each|every|(?:the|an?)\\s+(?:average|typical)',
    first: 'the(?:\\s+(?:whole|full|entire))?|per|an?',
    whole: 'the|whole|full|entire|this|all',
    goesOn:
      '\\s+(?:to|of|end(?:ed|ing)|since|before|after|earlier|ago|later|that|when|which|until|up|on|over|in\\s+(?:which|a\\s+row)|as\\s+a\\s+whole\\s+of)(?!\\p{L})|[-–]\\p{L}',
    means:
      'on\\s+average|(?<!(?:than|above|below|over|under|the|long-term)\\s+)an?\\s+(?:\\p{L}+\\s+)?average(?:\\s+of)?(?=\\s*$)|averag(?:ed|es|ing)',
    per: 'per(?!\\s+(?:cent|se|annum))',
    rateNames: 'average|mean|median|per|rate',
  },
  powers: {
    2: 'hundreds?',
    3: 'thousands?',
    4: 'ten[\\s-]thousands?',
    5: 'hundred[\\s-]thousands?|lakhs?',
    6: 'millions?|mn|mln',
    7: 'crores?',
    9: 'billions?|bn|milliards?',
    12: 'trillions?|tn|trn',
  },
  scaleLinks: 'of',
  countsBefore: `their|its|a|an|one|two|${NUMBERS}|half|many|several|few|some|each|every|first|last|by|for|among`,
  counters: '',
  scaleTail: '',
  opposites: '',
  unitLead: 'in|units?',
  unitTail: 'of|on|at|in|by|to|with|for|from|and|or|per|each|a|an|as|since|unless|except|total|throughout',
  ways: {
    up: `${verbs('increas|surg|advanc|rais|improv|accelerat|doubl|tripl|trebl|quadrupl|enlarg|appreciat|escalat|hik|spik|bounc', 'e|es|ed|ing')}|${verbs('gain|climb|jump|soar|recover|rebound|swell|expand|leap|rocket|skyrocket|mount|ascend|strengthen|add|lift|boost|firm|balloon|heighten|lengthen', 's|ed|ing')}|gain|climb|jump|rises?|rose|risen|rising|grows?|grew|grown|growing|growth|leapt|swollen|rall(?:y|ies|ied)|multipl(?:y|ies|ied)|expansion|recovery|upturn|uptick|upswing|upwards?|(?:${MOVED})\\s+up|(?<!(?:gave|gives?|given|giving|used|uses?|made|makes?|making)\\s)up`,
    down: `${verbs('decreas|declin|plung|collaps|reced|reduc|eas|dwindl|halv|wan|erod|decelerat|depreciat|nosediv|deflat|slid', 'e|es|ed|ing')}|${verbs('slump|tumbl|lower|crash|plummet|retreat|weaken|diminish|lessen|ebb|slacken|soften|slow|taper|shorten', 'e|es|s|ed|ing')}|(?:slip|dip|drop|trim|sag)(?:s|ped|ping|med|ming|ged|ging)?|slump|crash|retreat|falls?|fell|fallen|falling|shrinks?|shrank|shrunk|shrinking|loses?|losing|lost|loss(?:es)?|sinks?|sank|sunk|sinking|slid|contract(?:ed|s|ing|ion)|reduction|cuts?|cutting|sheds?|shedding|saved|(?:gave|gives?|given|giving)\\s+up|downturn|downtick|downswing|setback|downwards?|(?:${MOVED})\\s+down|down`,
    flat: 'unchanged|flat|level|levelled|leveled|stable|stabili[sz]ed|steady|steadied|stagnat(?:ed?|es|ing|ion)|constant|stalled|plateaued|paused|static|idled|the\\s+same|no\\s+change|stood\\s+still',
  },
  waysEither:
    'widen(?:s|ed|ing)?|narrow(?:s|ed|ing)?|deepen(?:s|ed|ing)?|worsen(?:s|ed|ing)?|deteriorat(?:es?|ed|ing)|extend(?:s|ed|ing)?|chang(?:es?|ed|ing)|moved|shift(?:s|ed)|var(?:y|ies|ied)|differ(?:s|ed)?',
  comparatives: {
    up: 'higher|more|greater|larger|bigger|above|ahead|over',
    down: 'lower|less|fewer|smaller|below|behind|under',
  },
  equality: {
    words: 'unchanged|constant|identical|the\\s+same|no\\s+change|equal(?:led|s)?',
    hedges: 'nearly|almost|basically|virtually|practically|hardly|roughly|about|essentially|broadly|little|largely',
  },
  negations: "not(?!\\s+only)|\\p{L}+n['’]t|never|hardly|barely|(?:failed|ceased)\\s+to|stopped",
  waysShown: { up: 'rose, grew, gained, climbed', down: 'fell, shrank, lost, declined', flat: 'was unchanged' },
  levelLinks: 'to|at|from',
  moveLinks:
    'by|of|about|around|roughly|some|almost|nearly|over|just|only|more\\s+than|less\\s+than|at\\s+least|up\\s+to|a|an|another|further|again|even|still|too|\\p{L}+ly|on\\s+average|on\\s+a\\s+year\\s+earlier|year\\s+on\\s+year',
  amountLink: 'by',
  movesBehind: [
    ['up', '', `up|higher|larger|bigger|greater|more\\s+${THAN}|above\\s+${EARLIER}|(?:rise|increase|gain)s?`],
    [
      'down',
      '',
      `down|lower|fewer|smaller|less(?:\\s+${THAN}|(?=\\s*(?:[.,;)]|$)))|(?:below|under)\\s+${EARLIER}|(?:fall|drop|decline|decrease|loss|cut|slump)s?`,
    ],
  ],
  isVerbLast: false,
  clauseLinks: 'and|both|all|which\\s+(?:is|was)|an?',
  courses: [
    ['to', 'from', true],
    ['from', 'to', false],
  ],
  since: {
    from: 'from|on|over|against|since|versus|compared\\s+(?:with|to)',
    onwards: 'since',
    after: 'after|having\\s+been',
    than: 'than(?:\\s+in)?',
    lead: 'compared\\s+(?:with|to)|against',
    year: YEAR_BEFORE,
    part: PART_BEFORE,
  },
  fromToday: '(?:the\\s+)?last\\s+\\p{L}+',
  yearsBefore: 'years\\s+(?:earlier|before|ago|previously)',
  noFigure:
    'zero|nil|none|null|nought|no|nothing|n\\.?\\s?\\/?\\s?a\\.?|not\\s+(?:available|applicable|known)|unknown|missing',
  partsBefore: `(?:(?<!(?:first|second|other)\\s+)half|twice|double|triple|treble|thrice|(?:a|one|two|three|four|five|six|seven|eight|nine)[\\s-](?:${PARTS})|(?:two|${NUMBERS})\\s+times)(?:\\s+of)?(?:\\s+(?:the|all|those|these))?`,
  said: {
    is: 'is|are|was|were|be|will\\s+be|has\\s+been|equals|came|comes?|amount(?:s|ed)?|stood|stands?|reach(?:es|ed)|total(?:s|l?ed)?|hit|averag(?:es|ed)|accounts?\\s+for|accounted\\s+for|put|now|then|today|this\\s+year|which|made|makes|all|together|the|in',
    behind:
      '(?:of|for)(?:\\s+(?:the|all))?|(?:is|are|was|were)(?:\\s+the(?:\\s+(?:number|total|amount)\\s+of)?)?|[(（]',
    partOf: '(?:out\\s+)?of(?:\\s+(?:the|all|these|those))?',
    by: '(?:according\\s+to|(?:reported|published|counted|stated|said)\\s+by)(?:\\s+the)?',
    says: 'says?|said|reports?|reported|puts?|counts?|counted|states?|stated',
    sources: 'sources?',
    in: '(?:in|for|during|(?:at|by)\\s+the\\s+end\\s+of|throughout)(?:\\s+the)?',
    bare: '',
    leads:
      '(?:is|are|was|were|ha(?:ve|s)\\s+been|saw|sees|brought|reach(?:es|ed)|total(?:s|l?ed)|hit|averag(?:es|ed)|(?:came|comes?|amount(?:s|ed)?|\\p{L}+ed|rose|fell|grew|shrank|sank)\\s+to|(?:stood|stands?)\\s+at)(?:\\s+(?:only|just|still))?',
    otherTime:
      'between|before|earlier|ago|previous(?:ly)?|last|prior|next|following|later|after|since|until|than|then|from|compared|against|forecasts?|expect\\p{L}*|plan\\p{L}*|peak\\p{L}*|record\\p{L}*|targets?|averages?|like|same|former',
    unsaid:
      'not|no|yet|never|unlike|than|against|instead|rather|but|while|whereas|differ\\p{L}*|disput\\p{L}*|contradict\\p{L}*|expect\\p{L}*|forecast\\p{L}*|will|would|members?|asks?|asked|calls?|called|see|paid|pays?|to|for|at|with|from',
    and: 'and|or',
    base: {
      year: '(?:on|over)\\s+the\\s+year|in\\s+a\\s+year|y/y|yoy|y-o-y|year[\\s-](?:on|over)[\\s-]year',
      part: '(?:on|over)\\s+the\\s+(?:month|quarter)|in\\s+a\\s+(?:month|quarter)|[mq]/[mq]|mom|qoq|[mq]-o-[mq]|(?:month[\\s-](?:on|over)[\\s-]month|quarter[\\s-](?:on|over)[\\s-]quarter)',
    },
    onDay: 'on|as\\s+of|as\\s+at',
    articles: 'the|its|their|this',
    course: 'between|from',
    parts: {
      month: wordsOf(
        // `may` is a verb, too
        'Jan(?:uary|\\.)? Feb(?:ruary|\\.)? Mar(?:ch|\\.)? Apr(?:il|\\.)? (?<=(?:in|of|for|since|until|to|from|by|through|during|and|the)\\s+)May|May(?=\\s+(?:19|20)\\d\\d)|^May$ Jun(?:e|\\.)? Jul(?:y|\\.)? Aug(?:ust|\\.)? Sep(?:tember|t?\\.?) Oct(?:ober|\\.)? Nov(?:ember|\\.)? Dec(?:ember|\\.)?',
      ),
      quarter: ['first\\s+quarter', 'second\\s+quarter', 'third\\s+quarter', '(?:fourth|last|final)\\s+quarter'],
      half: ['first\\s+half(?:\\s+of\\s+the\\s+year)?', 'second\\s+half(?:\\s+of\\s+the\\s+year)?'],
      range: 'to|through|until|till|[-–]',
    },
    ofYear: 'of',
    yearSign: { behind: '', unless: '' },
    during: 'during|throughout|(?:over|in)\\s+the\\s+course\\s+of|within',
    past: 'had|used\\s+to|once',
    future:
      'next|following|coming|upcoming|ahead|from\\s+now|will|may|might|could|would|aims?|hopes?|wants?|expect\\p{L}*|forecasts?|project(?:ed|ions?)|predict\\p{L}*|plan(?:s|ned)?|targets?|outlook|cap(?:s|ped)?|ceilings?|limits?|quotas?',
    statuses: {
      final:
        'final(?:ised|ized)?(?!\\s+(?:quarters?|months?|weeks?|days?|demand|consumption|energy|use|stages?|rounds?))|definitive|actuals?',
      forecast: 'forecasts?|projections?|projected|predicted|predictions?|expects?|expected(?:\\s+to\\s+\\p{L}+)?',
      estimated: 'estimates?|estimated',
      provisional:
        '(?:provisional|preliminary|flash)(?:\\s+(?:figures|data|numbers|results|counts?)\\s+(?:shows?|showed|suggest(?:s|ed)?|put))?',
    },
    balances: {
      above: 'surplus(?:es)?|profits?(?!\\s+(?:margins?|rates?|taxe?s?|warnings?))|earn(?:s|ed)(?=\\s*$)',
      below: 'deficits?|shortfalls?|loss(?:es)?|lost(?=\\s*$)',
    },
    sides: { above: 'positive|in\\s+the\\s+black', below: 'negative|in\\s+the\\s+red' },
    changeHeads:
      '(?:rate\\s+of\\s+)?(?:change|growth|increase|decrease|decline|rise|fall|difference|chg)|[Δ∆]|\\+/[-−–]',
    changes:
      'growth|increases?|decreases?|rises?|falls?|declines?|gains?|drops?|loss(?:es)?|inflation|trend|differences?|versus|vs|y[/-]?o[/-]?y|m[/-]?o[/-]?m|q[/-]?o[/-]?q|[ymq]/[ymq]|chg|ch|annual\\s+rate|rate\\s+of\\s+\\p{L}+|revis(?:ions?|ed)|correct(?:ions?|ed)|dynamics?|development|momentum|[Δ∆]|\\+/[-−–]|±',
    allFigures:
      '(?:all\\s+)?(?:the\\s+)?(?:figures|numbers|values|amounts|data|totals)(?:\\s+(?:are|is))?(?:\\s+(?:given|stated|shown|printed|expressed|all))?',
    shares: 'shares?|proportions?',
    totals: 'totals?|grand\\s+total|sum|all\\s+together|altogether',
    spans:
      'years?|(?:half-?years?|hal(?:f|ves))|quarters?|months?|weeks?|days?|seasons?|annual(?:ly)?|yearly|quarterly|monthly|weekly|daily|fiscal|January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter|by|until|till|through|as\\s+of|end|cumulative(?:ly)?|since\\s+January|so\\s+far',
    elsewhere:
      'high|low|peaks?|never|first|not|no|until|plan\\p{L}*|targets?|goals?|aims?|forecasts?|expect\\p{L}*|estimat\\p{L}*|laws?|acts?|rules?|reform\\p{L}*|method\\p{L}*|defin\\p{L}*|classif\\p{L}*|lists?|(?:price|basis|base|census|survey|statistics|edition|release|report|data|revision)s?|publish\\p{L}*|releas\\p{L}*|report\\p{L}*|announc\\p{L}*|decid\\p{L}*|introduc\\p{L}*|open(?:ed|s|ing)|found(?:ed|ing)|agree\\p{L}*|revis\\p{L}*|provisional(?:ly)?|build|built|next|last|like|as\\s+in|as\\s+\\p{L}+\\s+as',
  },
  ends: {
    high: '.*(?:highest|largest|biggest|greatest|strongest|fastest|longest|heaviest|busiest|dearest|most|high|peak).*',
    low: '.*(?:lowest|smallest|weakest|slowest|shortest|lightest|cheapest|fewest|least|low).*',
    turned: 'deficits?|negative|minus|shortfalls?',
    limited: `since|(?:in|for)\\s+(?:at\\s+least\\s+)?(?:\\p{L}+\\s+)?(?:${PERIODS})s|(?:this|of\\s+the)\\s+(?:${PERIODS})`,
    unlimited: '.*(?:ever|on\\s+record|all-time|never).*',
  },
  hedges: {
    before:
      '(?:(?<=^|[.!?]\\s+)(?:(?:more|fewer|less)\\s+than|up\\s+to)|at\\s+(?:least|most)|(?:no|not)\\s+(?:more|less|fewer)\\s+than|about|around|roughly|approximately|nearly|almost|close\\s+to|some|(?:just|well|slightly|a\\s+little)\\s+(?:over|under|above|below)|(?<=(?:was|were|is|are|to|by|of|at|reached|totall?ed|hit|averaged)\\s+)(?:over|under)|(?<=(?:to|by|of|at|reached|totall?ed|hit|averaged)\\s+)(?:more|less)\\s+than)',
    behind: 'or\\s+(?:so|more|less|thereabouts)',
  },
  none: 'no',
  beyond: [
    [
      "(?:(?:have|has|had|also|again|still|even|clearly|easily|narrowly|just)\\s+)*(?:exceed(?:s|ed)?|surpass(?:es|ed)?|outstripped|top(?:s|ped)?|pass(?:es|ed)?|beat|undershot|miss(?:es|ed)?|f[ae]ll\\s+short\\s+of|(?:is|are|was|were|been)\\s+(?:well\\s+|far\\s+|just\\s+)?(?:above|below|beyond)|(?:stay(?:s|ed)?|remain(?:s|ed)?|kept|held|lay|lies|stood|came\\s+in|ended|rose|climbed|went|fell|dropped)\\s+(?:well\\s+|far\\s+|just\\s+)?(?:above|below|beyond|under|over)|(?:(?:did|do|does|could|has|have|had)\\s+(?:not|never)|\\p{L}+n[’']t|never|failed\\s+to)\\s+(?:quite\\s+)?(?:reach(?:ed)?|attain(?:ed)?|hit|exceed(?:ed)?|pass(?:ed)?|(?:come|came|get|got)\\s+to))",
      '',
    ],
  ],
  outdoes: {
    above:
      'exceed(?:s|ed)?|outstrip(?:s|ped)?|outnumber(?:s|ed)?|surpass(?:es|ed)?|overt(?:ook|akes?)|top(?:s|ped)?|beat(?:s)?|dwarf(?:s|ed)?',
    below: 'trail(?:s|ed)?|lag(?:s|ged)?\\s+behind|f[ae]ll(?:s)?\\s+short\\s+of',
  },
  has: 'has|have|had|made|makes?|took|saw|gave|gives?|sold|sells?|produced|produces?',
  counted: '(?:number|total|amount|volume|level)\\s+of',
  claims: {
    rank: `(?:${SUPERLATIVES})|(?:ranks?|ranked|ranking)\\s+(?:first|last|${ORDINALS})|number\\s+one|(?:top|bottom)\\s+(?:two|${NUMBERS})|(?:led|leads?|topped|tops)\\s+the\\s+(?:field|table|list|ranking|way)|no\\s+(?:other\\s+)?\\p{L}+\\s+\\p{L}+\\s+(?:more|less|larger|higher|lower)\\s+than|(?:more|fewer|less)\\s+(?:\\p{L}+\\s+)?than\\s+(?:any\\s+(?:other|of)|all\\s+(?:the\\s+)?others|the\\s+rest)|(?:come|came|comes|is|are|was|were|finish(?:ed|es))\\s+(?:second|third|fourth|fifth|last)(?=\\s*(?:[,.;:)\\uFFFC]|with\\b|$))|the\\s+(?:fewest|most(?!\\s+(?:recent|part|of|likely|detailed|common|up)))\\s+\\p{L}+`,
    record:
      'record(?:-breaking|\\s+(?:high|low|level|year|month|quarter|result|volume|output|harvest|sales|exports|imports|prices?|profits?)s?)|(?:a|an|new|another|all-time|set\\s+the)\\s+record(?!\\s+(?:of|in\\s+a|that)\\b)|all-time\\s+(?:high|low)|unprecedented|never\\s+before|(?:highest|lowest|largest|smallest|most|fewest)\\s+(?:\\w+\\s+)?(?:since|ever|on\\s+record)|for\\s+the\\s+first\\s+time|new\\s+(?:peak|high|low|trough)s?|the\\s+(?:peak|trough)\\s+(?:was|of|came)|a\\s+(?:high|low)\\s+of|first\\s+(?:rise|fall|increase|decrease|decline|drop|gain|loss)\\s+(?:in|since|for)',
    streak: `(?:(?:${ORDINALS})|${NUMBERS}|two)\\s+(?:consecutive|straight|successive|running)(?:\\s+\\w+)?|(?:consecutive|straight|successive)\\s+(?:${PERIODS})s?|(?:(?:two|${NUMBERS})\\s+)?(?:${PERIODS})s?\\s+(?:in\\s+a\\s+row|running)|(?:${PERIODS})\\s+after\\s+(?:${PERIODS})|in\\s+succession|(?:risen|rose|grown|grew|fallen|fell|declined|increased|decreased|dropped)\\s+(?:every|each)\\s+(?:${PERIODS})|for\\s+(?:many\\s+)?years|for\\s+an?\\s+(?:${ORDINALS})\\s+(?:${PERIODS})|(?:years|decades?)\\s+of\\s+(?:decline|growth|losses|gains|increases|decreases)|(?:${FARED}|risen|fallen|grown)\\s+again`,
    fraction: `every\\s+(?:second|third|fourth|fifth|tenth)\\s+(?!(?:${PERIODS})\\b)\\p{L}+|(?!(?:two|four|five|seven|nine)[\\s-]quarters)(?:two|three|four|five|seven|nine)[\\s-](?:thirds|quarters|fifths|sixths|sevenths|eighths|ninths|tenths)|(?:a|one)\\s+(?:${PARTS})\\s+(?:of|more|less|as|higher|lower|larger|smaller)|by\\s+(?:a|one)\\s+(?:${PARTS})|(?<!(?:first|second|other|more\\s+than|less\\s+than|over|under)\\s)half\\s+(?:of|the|as|its|their|a\\s+(?:million|billion)|was|were)`,
    multiple: `twice|thrice|(?:more\\s+than\\s+|nearly\\s+|almost\\s+)?(?:doubl|tripl|quadrupl|halv)(?:ed|ing|es)|(?:two|${NUMBERS})-?fold|(?:two|${NUMBERS})\\s+times(?!\\s+(?:a|an|each|every|per)\\b)`,
    majority:
      'the\\s+majority|(?:almost|nearly|virtually|practically)\\s+all(?=\\s+(?!of\\b)\\p{L})|(?<=^|[.!?]\\s+)most\\s+\\p{L}+,\\s*\\uFFFC|(?:large|small|vast)\\s+(?:majority|minority)|minority\\s+of|(?:most|almost\\s+all|nearly\\s+all|the\\s+bulk|the\\s+lion.s\\s+share)\\s+of|(?:more|less|fewer|over|under)\\s+(?:than\\s+)?(?:a\\s+)?(?:half|third|quarter)(?!\\s*-)',
    count: `(?:${NUMBERS}|dozens?\\s+of|(?<!in\\s+)(?:hundreds|thousands|millions|billions)\\s+of)(?!\\s*(?:-|–)\\w|\\s+(?:times|${PARTS}|per|percent|o.clock|in\\s+the\\s+(?:morning|afternoon|evening)|at\\s+night|hundred|thousand|million|billion|(?:years?|quarters?|months?|weeks?|days?|hours?|minutes?)|of|or|to|and|more)\\b)(?=\\s+\\p{L})|(?<=(?:reach(?:ed|es)|total(?:led|ed|s)|numbered|(?:came|fell|rose|grew|dropped|climbed|sank)\\s+to)\\s+)(?:${NUMBERS})(?=\\s*(?:[.,;)]|$))`,
    comparison: `(?:overt(?:ook|aken|akes|aking)|out(?:pac|number|stripp|perform)(?:e[ds]?|s|ing)?)(?![^.!?]*\\uFFFC)|(?<!\\b(?:where|if|when|whether)\\b[^.]{0,60})(?:faster|slower|more\\s+(?:slowly|quickly|strongly))\\s+than(?!\\s+(?:expected|planned|forecast))|gap\\s+(?:\\p{L}+\\s+){0,5}(?:narrow|widen|clos)(?:e?d|s|es)|(?:all|every|no)\\s+\\p{L}+\\s+(?:${FARED})|only\\s+(?:the\\s+)?\\p{L}+\\s+(?:${FARED})|(?:more|fewer)\\s+\\p{L}+\\s+(?:in\\s+the\\s+\\p{L}+\\s+)?than\\s+(?:in\\s+)?the\\s+\\p{L}+(?=\\s*(?:[.]|$))`,
  },
};
