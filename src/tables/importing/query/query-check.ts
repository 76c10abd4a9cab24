import { isMapping } from '../../../core/files/shape.ts';
import { QueryError } from './query-error.ts';

/**
 * The functions that a query may call, by what they are for: each gives the same result for the same files, on each day and
 * machine. `verify:duckdb` asks DuckDB whether it says so too.
 */
export const QUERY_FUNCTIONS = {
  files: wordsOf('read_csv read_csv_auto read_parquet parquet_scan read_json read_json_auto getvariable'),
  rows: wordsOf('unnest range generate_series'),
  arithmetic: wordsOf('+ - * / // % abs ceil floor round trunc sign greatest least'),
  texts: wordsOf(`
    || ~~ !~~ ~~* !~~* ~~~ like_escape not_like_escape concat concat_ws contains ends_with instr lcase left
    length lower ltrim prefix regexp_extract regexp_full_match regexp_matches regexp_replace replace reverse
    right rtrim split split_part starts_with string_split strip_accents strpos substr substring suffix
    translate trim ucase upper ^@`),
  dates: wordsOf(`
    date_add date_diff date_part date_sub date_trunc datediff datepart datetrunc day dayofyear last_day
    make_date month monthname quarter strftime strptime try_strptime week weekofyear year yearweek to_days
    to_months to_years`),
  choices: wordsOf('nullif ifnull if coalesce'),
  lists: wordsOf(`
    list_value list_extract list_element list_contains array_extract element_at len struct_pack
    struct_extract row map map_extract json_extract -> ->> json_extract_string`),
  aggregates: wordsOf(
    'avg bool_and bool_or count count_if count_star max mean median min quantile_cont quantile_disc sum',
  ),
  ordered: wordsOf('any_value arbitrary first group_concat last listagg string_agg arg_max arg_min max_by min_by'),
  windows: wordsOf(`
    row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value last_value
    nth_value`),
} satisfies Readonly<Record<string, readonly string[]>>;

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

const ALLOWED: ReadonlySet<string> = new Set(Object.values(QUERY_FUNCTIONS).flat());
const ORDERED: ReadonlySet<string> = new Set([...QUERY_FUNCTIONS.ordered, ...QUERY_FUNCTIONS.windows]);
const OF_TABLES: ReadonlySet<string> = new Set([...QUERY_FUNCTIONS.files, ...QUERY_FUNCTIONS.rows]);

/** `getvariable` names a file, and `unnest` has rows within SELECT, too. */
const ONLY_TABLES: ReadonlySet<string> = new Set(
  [...OF_TABLES].filter((name) => !['getvariable', 'unnest'].includes(name)),
);

/** Names that stand for a value of the moment or the session where no column has them (`GetSQLValueFunctionName`). */
const OF_THE_MOMENT = new Set(
  wordsOf(`
    current_catalog current_date current_role current_schema current_time current_timestamp current_user
    localtime localtimestamp session_user user`),
);

/** Kinds of expressions; each holds only other expressions, queries and constants. */
const EXPRESSIONS = new Set(
  wordsOf(`
    BETWEEN CASE CAST COLLATE COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION OPERATOR
    POSITIONAL_REFERENCE STAR SUBQUERY WINDOW`),
);

/** What a query may read from. */
const SOURCES = new Set(['BASE_TABLE', 'EMPTY', 'EXPRESSION_LIST', 'JOIN', 'PIVOT', 'SUBQUERY', 'TABLE_FUNCTION']);

const QUERIES = new Set(['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE']);

const FILE = /\.(?:csv|tsv|txt|parquet|json|jsonl|ndjson)(?:\.(?:gz|zst))?$/i;

/** A part of a parsed query, as `json_serialize_sql` of DuckDB writes it. */
interface Part {
  readonly [key: string]: unknown;
}

/** What stands around a part. */
interface Surroundings {
  /** The queries of WITH that it may name, in small letters. */
  readonly named: ReadonlyMap<string, Part | undefined>;
  readonly isPivot: boolean;
  /** Whether a function here gives the rows that are read: as a value, `range` would make a list in memory. */
  readonly isTable: boolean;
}

/**
 * Checks a parsed query, one SELECT: it calls only `QUERY_FUNCTIONS`, reads only files and its own queries, and gives rows
 * in an order that it says or that their file has. Throws a QueryError.
 */
export function checkQuery(parsed: string): void {
  const { statements } = JSON.parse(parsed) as { readonly statements?: readonly Part[] };
  const [top] = statements ?? [];
  if (!top) throw new QueryError('the query is not a SELECT', 'a query only reads: SELECT …');
  // not recursive: a query may be as deep as it is long
  const open: { readonly part: unknown; readonly around: Surroundings }[] = [
    { part: top, around: { named: new Map(), isPivot: false, isTable: false } },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { part, around } = next;
    if (Array.isArray(part)) for (const one of part as unknown[]) open.push({ part: one, around });
    else if (isPart(part)) {
      const named = namedIn(part, around.named);
      checkPart(part, { ...around, named });
      for (const [key, value] of Object.entries(part)) {
        const inside = { named, isPivot: key === 'aggregates', isTable: key === 'function' };
        // what a PIVOT calculates has one row a cell, or is a mistake of the table
        for (const one of key === 'aggregates' ? listOf(value) : [value]) open.push({ part: one, around: inside });
      }
    }
  }
  if (!isOrdered(top['node'], new Map())) throw unordered('the rows of the result are');
}

function isPart(value: unknown): value is Part {
  return isMapping(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

function textIn(part: Part, key: string): string {
  const value = part[key];
  return typeof value === 'string' ? value : '';
}

/** The queries that a part may name: those around it, and its own. */
function namedIn(part: Part, around: Surroundings['named']): Surroundings['named'] {
  const map = isPart(part['cte_map']) ? listOf(part['cte_map']['map']) : [];
  const own = map.filter(isPart).map(({ key, value }): [string, Part | undefined] => {
    const query = isPart(value) && isPart(value['query']) ? value['query']['node'] : undefined;
    return [String(key).toLowerCase(), isPart(query) ? query : undefined];
  });
  const recursive = textIn(part, 'type') === 'RECURSIVE_CTE_NODE' ? [textIn(part, 'cte_name').toLowerCase()] : [];
  if (own.length === 0 && recursive.length === 0) return around;
  return new Map([...around, ...own, ...recursive.map((name): [string, undefined] => [name, undefined])]);
}

function checkPart(part: Part, around: Surroundings): void {
  const kind = textIn(part, 'class');
  if (isPart(part['sample'])) throw new QueryError('a sample has other rows each time', 'choose rows with WHERE');
  if (kind !== '') checkExpression(part, kind, around);
  else if ('cte_map' in part) checkNode(part, around);
  else if ('sample' in part) checkSource(part, around);
}

/** Checks a SELECT, or several that are joined by UNION and the like. */
function checkNode(part: Part, { named }: Surroundings): void {
  if (!QUERIES.has(textIn(part, 'type'))) throw notAllowed(textIn(part, 'type'));
  const cuts = listOf(part['modifiers']).some((one) => isPart(one) && cutsRows(one));
  if (cuts && !isOrdered(part, named)) throw unordered('the rows that LIMIT or DISTINCT ON keeps are');
}

function cutsRows(modifier: Part): boolean {
  const type = textIn(modifier, 'type');
  return (
    type.startsWith('LIMIT') || (type === 'DISTINCT_MODIFIER' && listOf(modifier['distinct_on_targets']).length > 0)
  );
}

function checkSource(source: Part, { named }: Surroundings): void {
  const type = textIn(source, 'type');
  if (!SOURCES.has(type)) throw notAllowed(type);
  if (type !== 'BASE_TABLE') return;
  const name = textIn(source, 'table_name');
  const isOwn = named.has(name.toLowerCase());
  const isBare = [source['schema_name'], source['catalog_name']].join('') === '' && !source['at_clause'];
  if (isBare && (isOwn || FILE.test(name))) return;
  throw new QueryError(
    `${name} is not a file of data, and no query of WITH`,
    "name a file of the project, as 'sources/table.csv'",
  );
}

function checkExpression(part: Part, kind: string, { isPivot, isTable }: Surroundings): void {
  if (!EXPRESSIONS.has(kind)) throw notAllowed(kind);
  if (kind === 'COLUMN_REF') {
    const [name, ...rest] = listOf(part['column_names']).map(String);
    if (name === undefined || rest.length > 0 || !OF_THE_MOMENT.has(name.toLowerCase())) return;
    throw new QueryError(`${name} is another value each time`, "write the value out, as DATE '2026-02-04'");
  }
  if (kind !== 'FUNCTION' && kind !== 'WINDOW') return;
  const name = textIn(part, 'function_name').toLowerCase();
  const isAllowed = isTable ? OF_TABLES.has(name) : ALLOWED.has(name) && !ONLY_TABLES.has(name);
  if (!isAllowed || !['', 'main'].includes(textIn(part, 'schema')) || textIn(part, 'catalog') !== '')
    throw new QueryError(
      `the function ${name} is not one that a query may call`,
      'docs/reference/queries.md lists those that give the same result each time',
    );
  if (growsTexts(name, listOf(part['children'])))
    throw new QueryError(
      `${name} may make a text longer here, again and again`,
      "what takes the place is a text no longer than what is replaced: replace(value, ',', '.'), regexp_replace(value, ' .*', '')",
    );
  if (!ORDERED.has(name) || isPivot) return;
  const order = kind === 'WINDOW' ? part['orders'] : isPart(part['order_bys']) ? part['order_bys']['orders'] : [];
  if (listOf(order).length === 0) throw unordered(`the rows that ${name} looks at are`);
}

/** Whether a call of a replacing function may grow a text. Several within one another would take hours, and cannot be ended. */
function growsTexts(name: string, [, searched, put]: readonly unknown[]): boolean {
  const [from, to] = [constantText(searched), constantText(put)];
  if (name === 'replace') return from === undefined || to === undefined || to.length > from.length;
  return name === 'regexp_replace' && !/^(?:\\\d)?$/.test(to ?? 'unknown');
}

function constantText(part: unknown): string | undefined {
  const value = isPart(part) && textIn(part, 'class') === 'CONSTANT' ? part['value'] : undefined;
  return isPart(value) && typeof value['value'] === 'string' ? value['value'] : undefined;
}

function notAllowed(kind: string): QueryError {
  const said = kind.toLowerCase().replaceAll('_', ' ').trim();
  return new QueryError(`a query may not use ${said}`, 'write it as SELECT … FROM files, with its joins and groups');
}

function unordered(what: string): QueryError {
  return new QueryError(`${what} in no certain order`, 'say the order: ORDER BY the columns that tell rows apart');
}

/** Whether a query says the order of its rows, or keeps that of a file. */
function isOrdered(query: unknown, named: Surroundings['named'], seen: ReadonlySet<unknown> = new Set()): boolean {
  if (!isPart(query) || seen.has(query)) return false;
  const modifiers = listOf(query['modifiers']).filter(isPart);
  if (modifiers.some((one) => textIn(one, 'type') === 'ORDER_MODIFIER')) return true;
  if (textIn(query, 'type') !== 'SELECT_NODE') return false;
  if (modifiers.some((one) => textIn(one, 'type') === 'DISTINCT_MODIFIER')) return false;
  if (listOf(query['group_expressions']).length > 0) return false;
  if (textIn(query, 'aggregate_handling') !== 'STANDARD_HANDLING') return false;
  const inside = new Map([...named, ...namedIn(query, named)]);
  return keepsOrder(query['from_table'], inside, new Set([...seen, query]));
}

function keepsOrder(source: unknown, named: Surroundings['named'], seen: ReadonlySet<unknown>): boolean {
  if (!isPart(source)) return false;
  switch (textIn(source, 'type')) {
    case 'EMPTY':
    case 'EXPRESSION_LIST':
      return true;
    case 'TABLE_FUNCTION': {
      const name = isPart(source['function']) ? textIn(source['function'], 'function_name').toLowerCase() : '';
      return OF_TABLES.has(name);
    }
    case 'SUBQUERY': {
      const query = isPart(source['subquery']) ? source['subquery']['node'] : undefined;
      return isOrdered(query, named, seen);
    }
    case 'BASE_TABLE': {
      const name = textIn(source, 'table_name').toLowerCase();
      return named.has(name) ? isOrdered(named.get(name), named, seen) : true;
    }
    default:
      return false;
  }
}
