import { parseExpression } from 'vega-expression';

/** Functions that an expression may call: the same arguments give the same result on every machine. */
export const PURE_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'abs ceil clamp floor if inrange indexof isArray isBoolean isDefined isFinite isNaN isNumber isString isValid join ' +
    'length lower max min replace round slice split substring toNumber toString trim upper'
  ).split(' '),
);

/** Other functions of Vega: of clock, chance, time zone, scales, maps and events, and for colours and messages. */
export const REFUSED_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'exp log pow sqrt format pad truncate toBoolean toDate ' +
    'now random date datetime day dayofyear year quarter month week hours minutes seconds milliseconds time ' +
    'timezoneoffset timeFormat timeParse timeOffset timeSequence timeUnitSpecifier utc utcdate utcday utcdayofyear ' +
    'utcyear utcquarter utcmonth utcweek utchours utcminutes utcseconds utcmilliseconds utcFormat utcParse utcOffset ' +
    'utcSequence monthFormat monthAbbrevFormat dayFormat dayAbbrevFormat data indata scale invert copy domain range ' +
    'bandwidth bandspace gradient geoArea geoBounds geoCentroid geoShape pathShape treePath treeAncestors inScope ' +
    'event item group xy x y view containerSize screen windowSize luminance contrast rgb hsl lab hcl modify encode ' +
    'info warn debug test regexp'
  ).split(' '),
);

/** Names that an expression may use besides its chart's own parameters. */
const KNOWN_NAMES: ReadonlySet<string> = new Set(
  'datum width height PI E LN2 LN10 LOG2E LOG10E SQRT1_2 SQRT2 NaN'.split(' '),
);

/** Matches a text with a letter or digit: signs and spaces alone say nothing. */
export const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

const COMPARATORS = new Set(['==', '===', '!=', '!==', '<', '<=', '>', '>=', 'in']);

/** Something an expression may not do. */
export interface ExpressionProblem {
  readonly kind: 'syntax' | 'function' | 'name' | 'words';
  /** The function or name, the words that would be shown, or the parser's message. */
  readonly text: string;
}

/**
 * The calls and names of an expression that are not allowed, and the fields of `datum` that it reads.
 */
export interface ExpressionUse {
  readonly problems: readonly ExpressionProblem[];
  readonly fields: readonly string[];
}

interface SyntaxNode {
  readonly type: string;
  readonly [part: string]: unknown;
}

/** Reads a Vega expression by its syntax tree. `names` are the parameters it may use. */
export function inspectExpression(text: string, names: ReadonlySet<string>): ExpressionUse {
  const problems: ExpressionProblem[] = [];
  const fields: string[] = [];
  try {
    inspectNode(parseExpression(text) as unknown as SyntaxNode, { names, problems, fields });
  } catch (error) {
    problems.push({
      kind: 'syntax',
      text: error instanceof RangeError ? 'nested too deeply' : (error as Error).message,
    });
  }
  return { problems, fields };
}

interface Inspection {
  readonly names: ReadonlySet<string>;
  readonly problems: ExpressionProblem[];
  readonly fields: string[];
}

function inspectNode(node: SyntaxNode, inspection: Inspection): void {
  if (node.type === 'CallExpression') return inspectCall(node, inspection);
  if (node.type === 'MemberExpression') return inspectMember(node, inspection);
  if (node.type === 'BinaryExpression' && COMPARATORS.has(String(node['operator']))) {
    return inspectComparison(node, inspection);
  }
  if (node.type === 'Identifier') return inspectName(String(node['name']), inspection);
  if (node.type === 'Property') return inspectProperty(node, inspection);
  if (node.type === 'Literal') return inspectLiteral(node, inspection);
  for (const child of childrenOf(node)) inspectNode(child, inspection);
}

function inspectCall(node: SyntaxNode, inspection: Inspection): void {
  const callee = node['callee'] as SyntaxNode;
  const name = callee.type === 'Identifier' ? String(callee['name']) : undefined;
  if (name === undefined || !PURE_FUNCTIONS.has(name)) {
    inspection.problems.push({ kind: 'function', text: name ?? 'a computed function' });
  }
  const shown = SHOWN_ARGUMENTS.get(name ?? '') ?? [];
  const given = node['arguments'] as SyntaxNode[];
  for (const [at, argument] of given.entries()) {
    if (shown.includes(at) && !(name === 'replace' && keepsWords(given[1], argument)))
      inspectNode(argument, inspection);
    else inspectOperand(argument, inspection);
  }
}

/** Arguments that end up in what a function returns: `if` chooses one, `replace` and `join` put one in. */
const SHOWN_ARGUMENTS: ReadonlyMap<string, readonly number[]> = new Map([
  ['if', [1, 2]],
  ['replace', [2]],
  ['join', [1]],
]);

/** Whether what `replace` puts in has no other words than what it takes out: a sign that breaks a line. */
function keepsWords(taken: SyntaxNode | undefined, put: SyntaxNode): boolean {
  const [from, to] = [taken, put].map((node) => (node?.type === 'Literal' ? String(node['value']) : undefined));
  if (from === undefined || to === undefined) return false;
  const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return bare(from).includes(bare(to));
}

/** An operand is not shown: a text in it, such as a number format, is not part of the picture. */
function inspectOperand(node: SyntaxNode, inspection: Inspection): void {
  if (node.type !== 'Literal') inspectNode(node, inspection);
}

/** A text that is not an operand ends up in the picture. */
function inspectLiteral({ value }: SyntaxNode, inspection: Inspection): void {
  if (typeof value === 'string' && SAYS_SOMETHING.test(value)) inspection.problems.push({ kind: 'words', text: value });
}

/** `datum.value` and `datum['value']` read a field; the field of a computed name is not known here. */
function inspectMember(node: SyntaxNode, inspection: Inspection): void {
  const object = node['object'] as SyntaxNode;
  const property = node['property'] as SyntaxNode;
  if (object.type === 'Identifier' && object['name'] === 'datum') {
    if (node['computed'] !== true) inspection.fields.push(String(property['name']));
    else if (property.type === 'Literal') inspection.fields.push(String(property['value']));
  }
  inspectNode(object, inspection);
  if (node['computed'] === true) inspectOperand(property, inspection);
}

function inspectComparison(node: SyntaxNode, inspection: Inspection): void {
  inspectOperand(node['left'] as SyntaxNode, inspection);
  inspectOperand(node['right'] as SyntaxNode, inspection);
}

function inspectProperty(node: SyntaxNode, inspection: Inspection): void {
  if (node['computed'] === true) inspectNode(node['key'] as SyntaxNode, inspection);
  inspectNode(node['value'] as SyntaxNode, inspection);
}

function inspectName(name: string, inspection: Inspection): void {
  if (!KNOWN_NAMES.has(name) && !inspection.names.has(name)) inspection.problems.push({ kind: 'name', text: name });
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node)
    .flat()
    .filter((child): child is SyntaxNode => typeof child === 'object' && child !== null && 'type' in child);
}
