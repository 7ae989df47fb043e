/** The files that a paper is saved as, by the ends of their names. */

export const PAPER_FORMATS = ['md', 'docx'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];
