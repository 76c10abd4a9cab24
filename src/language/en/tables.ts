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
  table: 'table',
  figures: 'values?|figures?|amounts?',
  nil: 'nil|zero|nothing|less than half',
  missing: 'not|no|unknown|missing|confidential',
};
