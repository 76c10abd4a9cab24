import { addObject, type PdfFile, setEntry, textOf } from './pdf-file.ts';
import {
  type Dictionary,
  parseArray,
  parseDictionary,
  reference,
  referred,
  textString,
  writeDictionary,
} from './pdf-syntax.ts';

/** An element of the structure tree, such as a heading or a table cell. */
export interface StructureElement {
  readonly kind: 'element';
  /** Object number. */
  readonly number: number;
  /** Structure type without the slash. */
  role: string;
  parent: StructureElement | undefined;
  kids: StructureKid[];
  /** The other entries of its dictionary. */
  readonly entries: Dictionary;
}

/** A piece of painted content: a mark on a page, or in a form on it. */
export interface MarkedContent {
  readonly kind: 'content';
  readonly page: number;
  readonly mark: number;
  /** Object number of the form. */
  form?: number;
}

/** An annotation, such as a link, that an element owns. */
export interface OwnedObject {
  readonly kind: 'object';
  readonly page: number;
  readonly object: number;
}

export type StructureKid = StructureElement | MarkedContent | OwnedObject;

/** The structure tree of a file. */
export interface StructureTree {
  readonly root: StructureElement;
  /** Object number of its root. */
  readonly number: number;
}

/** Entries that are made when the tree is written. */
const OWN_ENTRIES = ['/Type', '/S', '/P', '/Pg', '/K'];

/** Reads the structure tree. Throws an Error where there is none. */
export function readStructure(file: PdfFile): StructureTree {
  const number = referred(file.catalog.get('/StructTreeRoot'));
  if (number === undefined) throw new Error('the PDF has no structure tree');
  const top = referred(parseDictionary(textOf(file, number)).get('/K'));
  if (top === undefined) throw new Error('the structure tree of the PDF has no single root');
  return { root: readElement(file, top, undefined), number };
}

function readElement(file: PdfFile, number: number, parent: StructureElement | undefined): StructureElement {
  const entries = parseDictionary(textOf(file, number));
  const page = referred(entries.get('/Pg'));
  const kids = parseArray(entries.get('/K'));
  const role = (entries.get('/S') ?? '/NonStruct').slice(1);
  for (const key of OWN_ENTRIES) entries.delete(key);
  const element: StructureElement = { kind: 'element', number, role, parent, kids: [], entries };
  element.kids = kids.map((kid) => readKid(file, kid, element, page));
  return element;
}

function readKid(file: PdfFile, kid: string, parent: StructureElement, page = 0): StructureKid {
  const number = referred(kid);
  if (number !== undefined) return readElement(file, number, parent);
  if (!kid.startsWith('<<')) return { kind: 'content', page, mark: Number(kid) };
  const entries = parseDictionary(kid);
  const own = referred(entries.get('/Pg')) ?? page;
  const object = referred(entries.get('/Obj'));
  if (object !== undefined) return { kind: 'object', page: own, object };
  const form = referred(entries.get('/Stm'));
  return { kind: 'content', page: own, mark: Number(entries.get('/MCID')), ...(form === undefined ? {} : { form }) };
}

/** Every element at and below one, in reading order. */
export function elementsOf(element: StructureElement, found: StructureElement[] = []): StructureElement[] {
  found.push(element);
  for (const kid of element.kids) if (kid.kind === 'element') elementsOf(kid, found);
  return found;
}

/** The content of an element and those below it, in reading order. */
export function contentsOf(element: StructureElement, found: MarkedContent[] = []): MarkedContent[] {
  for (const kid of element.kids) {
    if (kid.kind === 'content') found.push(kid);
    else if (kid.kind === 'element') contentsOf(kid, found);
  }
  return found;
}

/** The text of an element until the tree is written. */
const RESERVED = '';

/** Makes an element around kids of another, its parent. The caller puts it among the kids of the parent. */
export function wrapKids(
  file: PdfFile,
  parent: StructureElement,
  role: string,
  kids: StructureKid[],
): StructureElement {
  const number = addObject(file, { text: RESERVED });
  const element: StructureElement = { kind: 'element', number, role, parent, kids, entries: new Map() };
  for (const kid of kids) if (kid.kind === 'element') kid.parent = element;
  return element;
}

/** Writes the tree into its file, with the tables that lead from content and ids to elements. */
export function writeStructure(file: PdfFile, { root, number }: StructureTree, roles: Dictionary): void {
  const old = parseDictionary(textOf(file, number));
  for (const tree of [old.get('/ParentTree'), old.get('/IDTree')]) deleteTree(file, referred(tree));
  const elements = elementsOf(root);
  for (const element of elements) {
    const parent = element.parent?.number ?? number;
    file.objects.set(element.number, { text: elementText(element, parent) });
  }
  // An element that a later step took out of the tree would stand in the file as an object without a value.
  for (const [number, { text, stream }] of file.objects) if (text === RESERVED && !stream) file.objects.delete(number);
  const parents = parentTree(file, elements);
  const ids = elements.filter(({ entries }) => entries.has('/ID'));
  const names = ids.map(({ entries, number }) => entries.get('/ID') + reference(number));
  file.objects.set(number, {
    text: writeDictionary([
      ['/Type', '/StructTreeRoot'],
      ['/K', reference(root.number)],
      ['/ParentTree', reference(addObject(file, { text: `<</Nums[${parents.entries.join(' ')}]>>` }))],
      ['/ParentTreeNextKey', String(parents.next)],
      ['/RoleMap', roles.size > 0 ? writeDictionary(roles) : undefined],
      ['/IDTree', names.length > 0 ? `<</Names[${names.join('')}]>>` : undefined],
    ]),
  });
}

/** Removes a number tree or name tree with its nodes, but not the objects that it leads to. */
function deleteTree(file: PdfFile, number: number | undefined): void {
  if (number === undefined || !file.objects.has(number)) return;
  const node = parseDictionary(textOf(file, number));
  file.objects.delete(number);
  for (const kid of parseArray(node.get('/Kids'))) deleteTree(file, referred(kid));
  for (const value of parseArray(node.get('/Nums'))) {
    const list = referred(value);
    if (list !== undefined && file.objects.get(list)?.text.startsWith('[')) file.objects.delete(list);
  }
}

function elementText({ role, kids, entries }: StructureElement, parent: number): string {
  const page = kids.find((kid) => kid.kind !== 'element')?.page;
  const texts = kids.map((kid) => kidText(kid, page));
  return writeDictionary([
    ['/Type', '/StructElem'],
    ['/S', `/${role}`],
    ['/P', reference(parent)],
    ['/Pg', page === undefined ? undefined : reference(page)],
    ['/K', texts.length === 1 ? texts[0] : `[${texts.join(' ')}]`],
    ...entries,
  ]);
}

function kidText(kid: StructureKid, page: number | undefined): string {
  if (kid.kind === 'element') return reference(kid.number);
  const on = kid.page === page ? '' : `/Pg ${reference(kid.page)}`;
  if (kid.kind === 'object') return `<</Type/OBJR${on}/Obj ${reference(kid.object)}>>`;
  if (kid.form !== undefined) return `<</Type/MCR${on}/Stm ${reference(kid.form)}/MCID ${kid.mark}>>`;
  return on === '' ? String(kid.mark) : `<</Type/MCR${on}/MCID ${kid.mark}>>`;
}

/** The table that leads from pages, forms and annotations to their elements. */
function parentTree(file: PdfFile, elements: readonly StructureElement[]): { entries: string[]; next: number } {
  const holders = new Map<number, number[]>(file.pages.map((page) => [page, []]));
  const objects = new Map<number, number>();
  for (const { kids, number } of elements) {
    for (const kid of kids) {
      if (kid.kind === 'object') objects.set(kid.object, number);
      if (kid.kind !== 'content') continue;
      const holder = kid.form ?? kid.page;
      const owners = holders.get(holder) ?? [];
      owners[kid.mark] = number;
      holders.set(holder, owners);
    }
  }
  const entries: string[] = [];
  let key = 0;
  for (const [holder, owners] of holders) {
    setEntry(file, holder, '/StructParents', String(key));
    const list = Array.from(owners, (owner) => (owner === undefined ? 'null' : reference(owner)));
    entries.push(String(key), reference(addObject(file, { text: `[${list.join(' ')}]` })));
    key += 1;
  }
  for (const [object, owner] of objects) {
    setEntry(file, object, '/StructParent', String(key));
    entries.push(String(key), reference(owner));
    key += 1;
  }
  return { entries, next: key };
}

/** Numbers the ids of cells and notes in reading order. The browser numbers all that it has made since its start. */
export function numberIds(root: StructureElement): void {
  const elements = elementsOf(root);
  const named = new Map<string, string>();
  for (const { entries } of elements) {
    const id = entries.get('/ID');
    // Of one length, so that they are sorted as texts, as a name tree requires.
    if (id !== undefined) named.set(id, textString(`n${String(named.size + 1).padStart(6, '0')}`));
  }
  for (const { entries } of elements) {
    const id = named.get(entries.get('/ID') ?? '');
    if (id !== undefined) entries.set('/ID', id);
    const attributes = entries.get('/A');
    if (attributes?.includes('/Headers')) {
      const known = attributes.replaceAll(/\(node\d+\)/g, (old) => named.get(old) ?? '');
      entries.set('/A', known);
    }
  }
}
