/** What each system that is measured has to do, whichever it is; and what is measured of it. */

import type { EmbeddingKind } from '../../../src/embed/contract.js';
import type { ReturnedPassage } from '../../../src/evaluate/contract.js';

export type { EmbeddingKind, ReturnedPassage };

/** Most passages that are asked for, of every system. */
export const TOP_K = 5;
export const DIMENSIONS = 384;

/** A report as a system is given it: its words, and nothing made of them. */
export interface Report {
  readonly source: string;
  readonly text: string;
}

/** The one model that all share, in the process that calls. */
export type Embed = (text: string, kind: EmbeddingKind) => Promise<number[]>;

export interface OpenSystem {
  ask(question: string): Promise<readonly ReturnedPassage[]>;
  close?(): Promise<void>;
}

export interface System {
  /** Writes an index into an empty folder. */
  index(reports: readonly Report[], folder: string, embed: Embed): Promise<void>;
  open(folder: string, embed: Embed): Promise<OpenSystem>;
}

/** From start to end of a process. */
export interface Timed {
  readonly seconds: number;
  /** Seconds of processor time, of all that it started, too: what else the machine does adds little. Null where not told. */
  readonly cpu: number | null;
}

/** Milliseconds of one process, in which bare embeddings and questions took turns. */
export interface InProcess {
  readonly open: number;
  readonly bare: number;
  readonly newQuestion: number;
  readonly repeated: number;
  readonly hit1: number;
  readonly hit5: number;
}

/** Over HTTP: milliseconds with one client, and questions a second. */
export interface OverHttp {
  readonly newQuestion: number;
  readonly repeated: number;
  readonly oneClient: number;
  readonly sixteenClients: number;
  /** Of the sixteen's questions, those it was too busy for. */
  readonly refused: number;
  /** Milliseconds of processor time a question of theirs; null where not told. */
  readonly cpu: number | null;
  /** Bytes of all its processes, after the questions. */
  readonly memory: number;
}

/** All of one system; what it has no part in is null. */
export interface Measured {
  readonly name: string;
  /** A process that indexes a few reports. */
  readonly indexing: Timed;
  /** Bytes on disk of the index of all reports. */
  readonly size: number;
  /** A process that answers one question. */
  readonly cold: Timed;
  readonly inProcess: InProcess | null;
  readonly overHttp: OverHttp;
  /** Load of the machine while it was measured, over the minute before. */
  readonly load: number;
}

/** The bare model, beside which everything is told. */
export const BARE = 'model alone';
export const WENJU = 'wenju';
/** Finds by words alone: no peer where it is about the model. */
export const WITHOUT_MODEL = 'MiniSearch';

/** Texts a second of wenju while it indexes ÷ those of a bare session. */
export interface EmbeddingRates {
  readonly passages: number;
  readonly sentences: number;
}

/** A scan of all vectors of one size. */
export interface ScanOfSize {
  readonly vectors: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  /** Of the exact ten nearest, the share that is found. */
  readonly recall: number;
  /** Median time ÷ that of vectra's own index; null where that cannot hold so many. */
  readonly besideVectra: number | null;
}

/** All that one run has measured. */
export interface Run {
  readonly systems: readonly Measured[];
  readonly embedding: EmbeddingRates;
  readonly scans: readonly ScanOfSize[];
  readonly reports: number;
  readonly questions: number;
}
