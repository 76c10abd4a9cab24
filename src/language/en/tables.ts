import type { TableWords } from '../table-words.ts';

export const ENGLISH_TABLES: TableWords = {
  lines: {
    total: 'grand total|totals?|all|sum|overall',
    subtotal: 'sub-?total',
    rate: '%|per|per ?cent|percent|percentage|pct|rates?|ratio|index|indices|mean|median|average|share|change|growth|errors?|cv|yield',
    workedOut: 'yield|prices?|density|productivity|wages?',
    change: 'change|growth|increase|decrease',
    part: 'of which|of these|thereof',
    including: 'including|incl',
    signed:
      'changes?|balances?|profits?|loss(?:es)?|net|errors?|growth|gain|surplus|deficit|difference|income|cash|flow',
    balance: 'balance|net|surplus|deficit|difference',
    opening: 'beginning|opening|start|carry-?in|initial',
    closing: 'ending|closing|end|carry-?out|final',
  },
  units: {
    names: {
      '%': 'per ?cent',
      t: '[Tt]onnes?|TONNES?|[Mm]etric [Tt]ons?',
      EUR: 'euros?',
      USD: 'us dollars?|dollars?',
      CNY: 'yuan',
      ha: 'hectares?',
      m3: 'cubic met(?:re|er)s?',
      km2: 'square kilomet(?:re|er)s?',
      m2: 'square met(?:re|er)s?',
      km: 'kilomet(?:re|er)s?',
      person: 'persons?|people|inhabitants',
      bbl: 'barrels?',
    },
    // with those of the English of India
    scales: {
      1: 'tens? (?:of )?(?=(?:thousand|million|billion)s?\\b)',
      2: 'hundreds?(?= (?:of )?(?:thousand|million|billion)s?\\b)|hundreds',
      3: 'thousands?|thous',
      5: 'lakhs?|lacs?',
      6: 'millions?|mn|mln',
      7: 'crores?',
      9: 'billions?|bn',
      12: 'trillions?|tn',
    },
    money: { 3: '[Tt]housands?', 6: '[mM]illions?', 9: '[bB]illions?', 12: '[tT]rillions?' },
    counted: 'thousands?|[Tt]housand(?= \\p{Ll})|millions?|Millions?(?= \\p{Ll})|billions?|Billions?(?= \\p{Ll})',
    abbreviated: 'Rs|thous',
    link: 'of',
    per: 'per',
    asides: 'in|of|the|metric|units?|an?',
    before: 'an?|in|of|the|as|units?|and|or|metric',
    behind: 'of|in|and|at|by|for|from|to|on|or|per|the|net|all',
    lead: 'all|figures?|values?|amounts?|data|numbers?|are|is|given|shown|expressed|stated|reported|measured|in|of|the|units?(?: of measure)?|scale',
    sizes: 'and|or|to|under|over|less|more|up',
    counts:
      'an?|one|two|three|four|five|six|seven|eight|nine|ten|half|several|some|many|few|per|under|over|than|to|top|nearest',
    notCounted:
      'adjusted|average|constant|current|nominal|real|prices?|years?|months?|quarters?|total|items?|units?|numbers?|figures|national|currency|index|points?|share|of|which|per|and|or',
  },
  table: 'table',
  exhibit: 'exhibit|figure|chart',
  figures: 'values?|figures?|amounts?',
  nil: 'nil|zero|nothing|less than half',
  missing: 'not|no|unknown|missing|confidential',
};
