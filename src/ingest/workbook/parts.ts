/**
 * Ingest, workbooks: what all sheets share. The XML of the workbook, its relations, texts and styles goes in; the sheets
 * in order, the texts by number, and how each style shows its figures come out. ECMA-376, also in its strict form.
 */

import { type Attributes, parseXml } from '../word/xml.js';

/** A sheet as the workbook lists it. */
export interface ListedSheet {
  readonly name: string;
  /** The relation that says where it lies. */
  readonly relation: string;
  readonly hidden: boolean;
}

export interface Workbook {
  readonly sheets: readonly ListedSheet[];
  /** Days are counted from 1904. */
  readonly uses1904: boolean;
}

/** What a style of cells means for reading. */
export interface CellStyle {
  /** A format, or the number of one that is built in. */
  readonly format: string | number;
  readonly struckOut: boolean;
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

export function readWorkbook(bytes: Uint8Array, where: string): Workbook {
  const sheets: ListedSheet[] = [];
  let uses1904 = false;
  parseXml(bytes, where, {
    open(name, attributes) {
      if (name === 'x:workbookPr') uses1904 = isOn(attributes('date1904'));
      if (name !== 'x:sheet') return;
      const state = attributes('state') ?? 'visible';
      sheets.push({
        name: attributes('name') ?? '',
        relation: attributes('r:id') ?? '',
        hidden: state !== 'visible',
      });
    },
    close() {},
  });
  return { sheets, uses1904 };
}

/** Where each relation leads, as a name in the archive. */
export function readRelations(bytes: Uint8Array | null, where: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  if (bytes === null) return targets;
  parseXml(bytes, where, {
    open(name, attributes) {
      const target = attributes('Target') ?? '';
      if (name !== 'rel:Relationship' || attributes('TargetMode') === 'External') return;
      targets.set(attributes('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
    close() {},
  });
  return targets;
}

/** Collects the text of a string of several runs: phonetic guides are none of it, and what is struck out does not stand. */
export class RichText {
  text = '';
  struck = '';
  private readonly path: string[] = [];
  private runStruck = false;

  open(name: string, attributes: Attributes): void {
    this.path.push(name);
    if (name === 'x:r') this.runStruck = false;
    if (name === 'x:strike') this.runStruck = (attributes('val') ?? '1') !== '0' && attributes('val') !== 'false';
  }

  add(text: string): void {
    if (this.path.at(-1) !== 'x:t' || this.path.includes('x:rPh')) return;
    if (this.runStruck) this.struck += text;
    else this.text += text;
  }

  /** True when it has been read whole. */
  close(): boolean {
    this.path.pop();
    return this.path.length === 0;
  }
}

export interface SharedTexts {
  readonly texts: readonly string[];
  readonly struck: readonly string[];
}

export function readSharedTexts(bytes: Uint8Array | null, where: string): SharedTexts {
  const texts: string[] = [];
  const struck: string[] = [];
  let open: RichText | null = null;
  if (bytes === null) return { texts, struck };
  parseXml(bytes, where, {
    open(name, attributes) {
      if (name === 'x:si' && open === null) open = new RichText();
      open?.open(name, attributes);
    },
    text(text) {
      open?.add(text);
    },
    close() {
      if (open?.close() !== true) return;
      texts.push(open.text);
      if (open.struck !== '') struck.push(open.struck);
      open = null;
    },
  });
  return { texts, struck };
}

/** The styles of cells by number. */
export function readCellStyles(bytes: Uint8Array | null, where: string): readonly CellStyle[] {
  const formats = new Map<number, string>();
  const struckFonts: boolean[] = [];
  const styles: CellStyle[] = [];
  if (bytes === null) return styles;
  const path: string[] = [];
  parseXml(bytes, where, {
    open(name, attributes) {
      const parent = path.at(-1);
      path.push(name);
      if (name === 'x:numFmt' && parent === 'x:numFmts')
        formats.set(Number(attributes('numFmtId')), attributes('formatCode') ?? '');
      else if (name === 'x:font' && parent === 'x:fonts') struckFonts.push(false);
      else if (name === 'x:strike' && path.at(-3) === 'x:fonts')
        struckFonts[struckFonts.length - 1] = !['0', 'false'].includes(attributes('val') ?? '1');
      else if (name === 'x:xf' && parent === 'x:cellXfs') {
        const id = Number(attributes('numFmtId') ?? 0);
        styles.push({
          format: formats.get(id) ?? id,
          struckOut: struckFonts[Number(attributes('fontId') ?? 0)] === true,
        });
      }
    },
    close() {
      path.pop();
    },
  });
  return styles;
}
