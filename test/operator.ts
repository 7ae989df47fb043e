/** For tests that provoke errors: hears what the operator is told, so that the output of a run has only what nobody expected. */

import { type MockInstance, onTestFinished, vi } from 'vitest';

/** Until the test ends. */
export function hearOperator(): MockInstance<typeof console.error> {
  const heard = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => heard.mockRestore());
  return heard;
}
