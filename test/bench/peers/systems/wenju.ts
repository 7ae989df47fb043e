/** wenju in process, as it is shipped. Indexing, cold questions and HTTP are its own command line's. */

import { type System, TOP_K } from '../contract.js';
import { builtModule, corpusFolders, root } from '../paths.js';

// Before anything is timed, as the libraries of its peers are loaded by then; a cold question pays for both.
const { openService }: typeof import('../../../../src/compose/service.js') = await import(
  builtModule('compose/service.js')
);
const { readConfig }: typeof import('../../../../src/settings/config.js') = await import(
  builtModule('settings/config.js')
);
const { AskRequest }: typeof import('../../../../src/api/request.js') = await import(builtModule('api/request.js'));

export const wenju: System = {
  index: () => Promise.reject(new Error('wenju indexes by its command line')),
  async open(folder) {
    const service = await openService(readConfig({ corpus: corpusFolders, index: folder }, {}, root));
    return {
      async ask(question) {
        const { passages } = await service.ask(AskRequest.parse({ question, topK: TOP_K }));
        return passages.map(({ document, text }) => ({ source: document.source, text }));
      },
      close: () => service.close(),
    };
  },
};
