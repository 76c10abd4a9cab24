import { type Dictionary, parseArray, referred, wholeDictionary } from './pdf-syntax.ts';
import type { WrittenPdf } from './written-pdf.ts';

/** What a value may be: what a pattern matches, or one of the kinds that are named, `a|b`; of an array (`a|b[]`), each member. */
type Value = RegExp | string;

const NUMBER = /^-?\d*\.?\d+$/;
const NUMBERS = /^\[[-\d. ]*\]$/;
const NAME = /^\/[^\s()<>[\]{}/%#]*$/;
const STRING = /^(?:\((?:[^()\\]|\\[^])*\)|<[\dA-Fa-f]*>)$/;
const HEX = /^<[\dA-Fa-f]*>$/;
const ROLE =
  /^\/(?:Document|Part|Art|Sect|Div|BlockQuote|Caption|TOC|TOCI|Index|NonStruct|Private|P|H[1-6]?|L|LI|Lbl|LBody|Table|TR|TH|TD|THead|TBody|TFoot|Span|Quote|Note|Reference|Code|Link|Ruby|RB|RT|RP|Figure|Em|Strong|Aside)$/;
/** Attributes of an element: none holds words. */
const ATTRIBUTE = String.raw`<<\/O ?\/(?:Table|List|Layout)\s*(?:\/(?:RowSpan|ColSpan) \d+\s*|\/Scope ?\/(?:Row|Column|Both)\s*|\/Headers ?\[(?:\([\w-]*\) ?)*\]\s*|\/ListNumbering ?\/\w+\s*|\/Placement ?\/Block\s*|\/BBox ?\[[-\d. ]*\]\s*)*>>`;
const ATTRIBUTES = new RegExp(`^(?:${ATTRIBUTE}|\\[(?:${ATTRIBUTE}\\s*)*\\])$`);
/** A place on a page. */
const PLACE = /^\[\d+ 0 R \/XYZ -?[\d.]+ -?[\d.]+ 0\]$/;

const STREAM = { Filter: /^\/FlateDecode$/, Length: NUMBER };

/**
 * The kinds of dictionaries in PDFs of Assay, and the keys of each. What is not here is nowhere in a PDF that Assay printed;
 * what a reader could be shown, told or led to by another key is therefore no question. `*`: any name, as of fonts of a page.
 */
const KINDS: Readonly<Record<string, Value | Readonly<Record<string, Value>>>> = {
  catalog: {
    Type: /^\/Catalog$/,
    Pages: 'pages',
    Dests: 'places',
    MarkInfo: /^<<(?:\/Type \/MarkInfo\n)?\/Marked true>>$/,
    StructTreeRoot: 'structure',
    Outlines: 'outline',
    ViewerPreferences: /^<<\/DisplayDocTitle true>>$/,
    Lang: STRING,
    Metadata: 'metadata',
    PageLabels: /^<<\/Nums\[0<<\/S\/D>>(?:\d+<<\/S\/D\/P\(A\)>>)?\]>>$/,
    OutputIntents: 'intent[]',
    AF: 'file[]',
    Names: 'names',
  },
  information: {
    Title: STRING,
    Author: STRING,
    Subject: STRING,
    Creator: STRING,
    Producer: STRING,
    CreationDate: STRING,
    ModDate: STRING,
  },
  metadata: { Type: /^\/Metadata$/, Subtype: /^\/XML$/, Length: NUMBER },
  intent: {
    Type: /^\/OutputIntent$/,
    S: /^\/GTS_PDFA1$/,
    OutputConditionIdentifier: STRING,
    RegistryName: STRING,
    Info: STRING,
    DestOutputProfile: 'profile',
  },
  profile: { N: NUMBER, Alternate: NAME, ...STREAM },
  names: { EmbeddedFiles: 'files' },
  files: { Names: 'text|file[]' },
  text: STRING,
  null: /^null$/,
  integer: /^\d+$/,
  name: NAME,
  file: {
    Type: /^\/Filespec$/,
    F: STRING,
    UF: STRING,
    EF: 'content of a file',
    AFRelationship: NAME,
    Desc: STRING,
  },
  'content of a file': { F: 'embedded file', UF: 'embedded file' },
  'embedded file': { Type: /^\/EmbeddedFile$/, Subtype: /^\/[\w#-]+$/, Params: 'size of a file', ...STREAM },
  'size of a file': { Size: NUMBER, ModDate: STRING, CheckSum: HEX },
  pages: { Type: /^\/Pages$/, Count: NUMBER, Kids: 'pages|page[]', Parent: 'pages' },
  page: {
    Type: /^\/Page$/,
    Resources: 'resources',
    MediaBox: NUMBERS,
    Annots: 'link[]',
    Contents: 'drawing',
    StructParents: NUMBER,
    Tabs: /^\/S$/,
    Parent: 'pages',
  },
  resources: {
    ProcSet: /^\[(?:\/(?:PDF|Text|ImageB|ImageC|ImageI) ?)*\]$/,
    ExtGState: 'graphics states',
    Font: 'fonts',
    XObject: 'pictures',
    Pattern: 'patterns',
    Shading: 'shadings',
  },
  'graphics states': { '*': 'graphics state' },
  fonts: { '*': 'font|drawn font' },
  pictures: { '*': 'form|image' },
  patterns: { '*': 'shading pattern|tiling pattern' },
  shadings: { '*': 'shading' },
  'graphics state': {
    Type: /^\/ExtGState$/,
    CA: NUMBER,
    ca: NUMBER,
    LC: NUMBER,
    LJ: NUMBER,
    LW: NUMBER,
    ML: NUMBER,
    SA: /^true$/,
    BM: NAME,
    AIS: /^(?:true|false)$/,
    SMask: 'no mask|mask',
  },
  'no mask': /^\/None$/,
  mask: { Type: /^\/Mask$/, S: /^\/(?:Alpha|Luminosity)$/, G: 'form', TR: 'function' },
  drawing: STREAM,
  characters: STREAM,
  form: {
    Type: /^\/XObject$/,
    Subtype: /^\/Form$/,
    BBox: NUMBERS,
    Matrix: NUMBERS,
    Resources: 'resources',
    Group: 'group',
    StructParents: NUMBER,
    ...STREAM,
  },
  group: { Type: /^\/Group$/, S: /^\/Transparency$/, CS: NAME, I: /^true$/, K: /^true$/ },
  image: {
    Type: /^\/XObject$/,
    Subtype: /^\/Image$/,
    Width: NUMBER,
    Height: NUMBER,
    ColorSpace: 'name|profile[]',
    BitsPerComponent: NUMBER,
    Decode: NUMBERS,
    SMask: 'image',
    ColorTransform: NUMBER,
    Filter: /^\/(?:FlateDecode|DCTDecode)$/,
    Length: NUMBER,
  },
  'shading pattern': { Type: /^\/Pattern$/, PatternType: /^2$/, Matrix: NUMBERS, Shading: 'shading' },
  'tiling pattern': {
    Type: /^\/Pattern$/,
    PatternType: /^1$/,
    PaintType: NUMBER,
    TilingType: NUMBER,
    BBox: NUMBERS,
    XStep: NUMBER,
    YStep: NUMBER,
    Matrix: NUMBERS,
    Resources: 'resources',
    ...STREAM,
  },
  shading: {
    ShadingType: NUMBER,
    ColorSpace: 'name|profile[]',
    Coords: NUMBERS,
    Domain: NUMBERS,
    Matrix: NUMBERS,
    Extend: /^\[(?:(?:true|false) ?){2}\]$/,
    Function: 'function',
  },
  function: {
    FunctionType: NUMBER,
    Domain: NUMBERS,
    Range: NUMBERS,
    C0: NUMBERS,
    C1: NUMBERS,
    N: NUMBER,
    Functions: 'function[]',
    Bounds: NUMBERS,
    Encode: NUMBERS,
    ...STREAM,
  },
  font: {
    Type: /^\/Font$/,
    Subtype: /^\/Type0$/,
    BaseFont: NAME,
    Encoding: /^\/Identity-H$/,
    DescendantFonts: 'glyphs[]',
    ToUnicode: 'characters',
  },
  glyphs: {
    Type: /^\/Font$/,
    Subtype: /^\/CIDFontType[02]$/,
    FontDescriptor: 'face',
    BaseFont: NAME,
    CIDToGIDMap: /^\/Identity$/,
    CIDSystemInfo: 'registry',
    W: /^\[[-\d. [\]\n]*\]$/,
    DW: NUMBER,
  },
  registry: { Registry: STRING, Ordering: STRING, Supplement: NUMBER },
  face: {
    Type: /^\/FontDescriptor$/,
    FontName: NAME,
    Flags: NUMBER,
    Ascent: NUMBER,
    Descent: NUMBER,
    StemV: NUMBER,
    CapHeight: NUMBER,
    ItalicAngle: NUMBER,
    FontBBox: NUMBERS,
    FontFile2: 'program of a face',
    FontFile3: 'program of a face',
  },
  'program of a face': { Length1: NUMBER, Subtype: NAME, ...STREAM },
  'drawn font': {
    Type: /^\/Font$/,
    Subtype: /^\/Type3$/,
    FontMatrix: NUMBERS,
    FontBBox: NUMBERS,
    CharProcs: 'drawn glyphs',
    Encoding: 'encoding',
    FirstChar: NUMBER,
    LastChar: NUMBER,
    Widths: NUMBERS,
    Resources: 'resources',
    FontDescriptor: 'face',
    ToUnicode: 'characters',
  },
  'drawn glyphs': { '*': 'drawing' },
  encoding: { Type: /^\/Encoding$/, Differences: /^\[[\w/ ]*\]$/ },
  link: {
    Type: /^\/Annot$/,
    Subtype: /^\/Link$/,
    F: /^4$/,
    Border: /^\[0 0 0\]$/,
    Rect: NUMBERS,
    Dest: /^\/[^\s()<>[\]{}/%]+$/,
    A: 'address',
    StructParent: NUMBER,
    Contents: STRING,
  },
  address: { Type: /^\/Action$/, S: /^\/URI$/, URI: STRING },
  places: { '*': PLACE },
  outline: { Type: /^\/Outlines$/, First: 'heading', Last: 'heading', Count: NUMBER },
  heading: {
    Title: STRING,
    Dest: PLACE,
    Parent: 'outline|heading',
    SE: 'element',
    Prev: 'heading',
    Next: 'heading',
    First: 'heading',
    Last: 'heading',
    Count: NUMBER,
  },
  structure: {
    Type: /^\/StructTreeRoot$/,
    K: 'element',
    ParentTree: 'owners',
    ParentTreeNextKey: NUMBER,
    RoleMap: /^<<(?:\/Aside\/NonStruct)?(?:\/Em\/Span)?(?:\/Strong\/Span)?>>$/,
    IDTree: /^<<\/Names\[(?:\(n\d+\)\d+ 0 R)*\]>>$/,
  },
  owners: { Nums: 'integer|element|owners of a page[]' },
  'owners of a page': 'element|null[]',
  element: {
    Type: /^\/StructElem$/,
    S: ROLE,
    P: 'structure|element',
    Pg: 'page',
    K: 'element|integer|content|owned link[]',
    Alt: STRING,
    Lang: STRING,
    ID: /^\(n\d+\)$/,
    A: ATTRIBUTES,
  },
  content: { Type: /^\/MCR$/, Pg: 'page', Stm: 'form', MCID: NUMBER },
  'owned link': { Type: /^\/OBJR$/, Pg: 'page', Obj: 'link' },
};

const TRAILER: Readonly<Record<string, Value>> = {
  Type: /^\/XRef$/,
  Size: NUMBER,
  W: /^\[1 4 2\]$/,
  Root: 'catalog',
  Info: 'information',
  ID: /^\[<[\da-f]{32}><[\da-f]{32}>\]$/,
  ...STREAM,
};

/** Keys without which a reader shows something of its own, such as a frame around a link. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  link: ['Subtype', 'F', 'Border', 'Rect', 'StructParent', 'Contents'],
  catalog: ['Lang', 'Metadata', 'StructTreeRoot', 'MarkInfo', 'ViewerPreferences', 'PageLabels', 'OutputIntents'],
  page: ['MediaBox', 'Contents', 'StructParents', 'Parent'],
};

/** Keys that distinguish what may be in one place. */
const TELLING = ['Type', 'Subtype', 'PatternType'] as const;

/** Something in a PDF that Assay does not write. */
export interface StrangeThing {
  /** Number of the object, 0 for the table of objects. */
  readonly object: number;
  readonly problem: string;
}

/** The objects of a PDF by what they are. */
export interface KnownObjects {
  /** Numbers of the objects of a kind, in the order in which they are reached. */
  readonly ofKind: (kind: string) => readonly number[];
  readonly strange: readonly StrangeThing[];
}

/**
 * Goes through a PDF from its table of objects, and says about each object what it is. Strange is each key that is not among those
 * of its kind, each value that is not as Assay writes it, and what nothing leads to.
 */
export function knownObjects({ objects, trailer }: WrittenPdf): KnownObjects {
  const strange: StrangeThing[] = [];
  const kinds = new Map<number, string>();
  const say = (object: number, problem: string): void => void strange.push({ object, problem });

  function visit(value: string, expression: string, object: number, key: string): void {
    const { candidates, isList } = choiceOf(expression);
    if (!isList) return visitOne(value, candidates, object, key);
    if (value[0] !== '[' && !MAY_BE_ONE.has(key)) return say(object, `${key} is not a list`);
    for (const member of parseArray(value)) visitOne(member, candidates, object, key);
  }

  function visitOne(value: string, candidates: readonly string[], object: number, key: string): void {
    const number = referred(value);
    const known = number === undefined ? undefined : kinds.get(number);
    if (known !== undefined && candidates.includes(known)) return;
    const found = number === undefined ? { text: value } : objects.get(number);
    if (!found) return say(object, `${key} leads to object ${number}, which is not there`);
    const entries = wholeDictionary(found.text);
    const kind = candidates.find((candidate) => fits(found.text, entries, candidate, candidates.length > 1));
    if (known !== undefined || kind === undefined) return say(object, `${key} is ${short(found.text)}`);
    if (number !== undefined) kinds.set(number, kind);
    const keys = KINDS[kind];
    if (typeof keys === 'string') return visit(found.text, keys, number ?? object, key);
    if (!entries || !keys || keys instanceof RegExp) return;
    if ((found.stream !== undefined) !== entries.has('/Length'))
      say(number ?? object, `${kind}: it has a content or not`);
    visitEntries(entries, keys, { kind, object: number ?? object });
  }

  function visitEntries(
    entries: Dictionary,
    keys: Readonly<Record<string, Value>>,
    { kind, object }: { readonly kind: string; readonly object: number },
  ): void {
    for (const [slashed, value] of entries) {
      const name = slashed.slice(1);
      const allowed = (Object.hasOwn(keys, name) ? keys[name] : undefined) ?? keys['*'];
      if (allowed === undefined) say(object, `${kind}: ${name} is a key that Assay does not write`);
      else if (typeof allowed === 'string') visit(value, allowed, object, `${kind}: ${name}`);
      else if (!allowed.test(value)) say(object, `${kind}: ${name} is ${short(value)}`);
    }
    for (const needed of NEEDED[kind] ?? [])
      if (!entries.has(`/${needed}`)) say(object, `${kind}: ${needed} is missing`);
  }

  visitEntries(trailer, TRAILER, { kind: 'trailer', object: 0 });
  for (const [number, { text }] of objects) {
    if (kinds.has(number) || UNREACHED.test(text)) continue;
    say(number, `nothing leads to this object, ${short(text)}`);
  }
  const ofKind = (kind: string): readonly number[] =>
    [...kinds].flatMap(([number, own]) => (own === kind ? [number] : []));
  return { ofKind, strange };
}

/** Keys of lists of which one member stands alone. */
const MAY_BE_ONE: ReadonlySet<string> = new Set(['element: K', 'image: ColorSpace', 'shading: ColorSpace']);

/**
 * What nothing leads to: elements that were taken out of the structure, streams that hold other objects, and the table of
 * objects.
 */
const UNREACHED =
  /^<<(?:\/Type ?\/StructElem\b|\/Type\/ObjStm\/N \d+\/First \d+\/Filter\/FlateDecode\/Length \d+>>$|\/Type\/XRef\b)/;

function fits(text: string, entries: Dictionary | undefined, kind: string, isOneOfSeveral: boolean): boolean {
  const keys = KINDS[kind];
  if (keys instanceof RegExp) return keys.test(text);
  if (typeof keys === 'string') return text.startsWith('[');
  if (!keys || !entries) return false;
  if (!isOneOfSeveral) return true;
  return TELLING.every((key) => {
    const value = entries.get(`/${key}`);
    const pattern = keys[key];
    if (value === undefined) return pattern === undefined || key !== 'Type';
    return pattern instanceof RegExp && pattern.test(value);
  });
}

/** The kinds of which a value may be one, or of a list each member. */
interface Choice {
  readonly candidates: readonly string[];
  readonly isList: boolean;
}

const choices = new Map<string, Choice>();

function choiceOf(expression: string): Choice {
  const isList = expression.endsWith('[]');
  const choice = choices.get(expression) ?? {
    candidates: (isList ? expression.slice(0, -2) : expression).split('|'),
    isList,
  };
  choices.set(expression, choice);
  return choice;
}

function short(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)} …` : value;
}
