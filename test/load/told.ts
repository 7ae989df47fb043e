/** A line for every figure: what was asked for, and what was measured. */

export function tell(what: string, asked: string, measured: string): void {
  console.log(`  ${what.padEnd(46)} asked ${asked.padEnd(22)} measured ${measured}`);
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
