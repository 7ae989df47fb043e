/**
 * Ingest, Word's styles: `styles.xml` goes in; what a style means for reading comes out, with what it takes from the
 * style it is based on: a heading and of which level, an automatic number, a line of the contents, hidden or struck-out text.
 */

import { type Attributes, parseXml } from './xml.js';

/** Styles a style may be based on, one on the other; more is a circle. */
const MAX_CHAIN = 32;

/** Outline level of body text in Word's counting from 0. */
export const BODY_LEVEL = 9;

const HEADING_NAME = /^(?:heading|标题) ?([1-9])$/iu;
const CONTENTS_NAME = /^(?:toc|目录) ?(?:[1-9]|heading|标题)/iu;

/** What a style says, or takes over from another; undefined when nothing does. */
interface WordStyle {
  /** Word's outline level: 0 is Heading 1, 9 body text. */
  readonly outline: number | undefined;
  /** Automatic numbering; '0' is none. */
  readonly numberId: string | undefined;
  readonly numberLevel: number | undefined;
  readonly hidden: boolean | undefined;
  readonly struck: boolean | undefined;
  /** True for a line of a table of contents. */
  readonly contents: boolean;
}

export interface WordStyles {
  /** The style of this id; for undefined and unknown ids the paragraph style of the file that is the default. */
  paragraph(id: string | undefined): WordStyle;
  /** True when the character style of this id hides its text. */
  hides(id: string): boolean | undefined;
  /** True when it strikes its text out. */
  strikes(id: string): boolean | undefined;
  /** The numbering a numbering style stands for. */
  numberIdOf(id: string): string | undefined;
  /** The id `paragraph` takes for undefined. */
  readonly defaultId: string | undefined;
}

const PLAIN: WordStyle = {
  outline: undefined,
  numberId: undefined,
  numberLevel: undefined,
  hidden: undefined,
  struck: undefined,
  contents: false,
};

/** Word's true and false: an element without a value, `1`, `true`, `on`. */
export function isOn(attributes: Attributes): boolean {
  const value = attributes('w:val');
  return value === undefined || value === '1' || value === 'true' || value === 'on';
}

/** @param bytes null when the file has no styles. @throws WenjuError FILE_UNREADABLE, as `parseXml` does. */
export function readStyles(bytes: Uint8Array | null, where: string): WordStyles {
  const stated = new Map<string, { -readonly [Field in keyof WordStyle]: WordStyle[Field] }>();
  const basedOn = new Map<string, string>();
  let defaultId: string | undefined;
  if (bytes !== null) {
    const path: string[] = [];
    let id: string | undefined;
    parseXml(bytes, where, {
      open(name, attributes) {
        const parent = path.at(-1);
        path.push(name);
        if (name === 'w:style') {
          id = attributes('w:styleId') ?? '';
          stated.set(id, { ...PLAIN });
          if (attributes('w:type') === 'paragraph' && /^(?:1|true|on)$/.test(attributes('w:default') ?? ''))
            defaultId = id;
        }
        const style = id === undefined ? undefined : stated.get(id);
        if (style === undefined || id === undefined) return;
        const value = attributes('w:val') ?? '';
        if (name === 'w:name' && parent === 'w:style') {
          const level = HEADING_NAME.exec(value)?.[1];
          if (level !== undefined) style.outline ??= Number(level) - 1;
          style.contents = CONTENTS_NAME.test(value);
        } else if (name === 'w:basedOn') basedOn.set(id, value);
        else if (name === 'w:outlineLvl') style.outline = readLevel(value);
        else if (name === 'w:numId') style.numberId = value;
        else if (name === 'w:ilvl') style.numberLevel = readLevel(value);
        else if (name === 'w:vanish') style.hidden = isOn(attributes);
        else if (name === 'w:strike' || name === 'w:dstrike') style.struck = isOn(attributes) || style.struck === true;
      },
      close(name) {
        path.pop();
        if (name === 'w:style') id = undefined;
      },
    });
  }

  const resolved = new Map<string, WordStyle>();
  const resolve = (id: string): WordStyle => {
    const known = resolved.get(id);
    if (known !== undefined) return known;
    const style = { ...(stated.get(id) ?? PLAIN) };
    let parent = basedOn.get(id);
    for (let step = 0; parent !== undefined && step < MAX_CHAIN; step++) {
      const above: WordStyle = stated.get(parent) ?? PLAIN;
      style.outline ??= above.outline;
      style.numberId ??= above.numberId;
      style.numberLevel ??= above.numberLevel;
      style.hidden ??= above.hidden;
      style.struck ??= above.struck;
      parent = basedOn.get(parent);
    }
    resolved.set(id, style);
    return style;
  };
  return {
    paragraph: (id) => {
      const known = id !== undefined && stated.has(id) ? id : defaultId;
      return known === undefined ? PLAIN : resolve(known);
    },
    hides: (id) => resolve(id).hidden,
    strikes: (id) => resolve(id).struck,
    numberIdOf: (id) => resolve(id).numberId,
    defaultId,
  };
}

/** A level as Word writes it, 0 to 9; undefined for anything else. */
export function readLevel(value: string): number | undefined {
  return /^\d$/.test(value) ? Number(value) : undefined;
}
