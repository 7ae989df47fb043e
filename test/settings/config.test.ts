/** Settings: which source wins, and what a wrong one is told. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WenjuError } from '../../src/errors.js';
import { CONFIG_FILE, explainConfig, readConfig } from '../../src/settings/config.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wenju-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeConfigFile(content: unknown): void {
  writeFileSync(path.join(folder, CONFIG_FILE), JSON.stringify(content));
}

/** The message of the refusal; fails when nothing is refused. */
function refusalOf(flags: Record<string, unknown>, environment: Record<string, string> = {}): string {
  try {
    readConfig(flags, environment, folder);
  } catch (error) {
    if (error instanceof WenjuError && error.code === 'INPUT_INVALID') return error.message;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('readConfig', () => {
  it('listens on this machine only, offline, over the shipped folders when nothing is set', () => {
    const config = readConfig({}, {}, folder);
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8787, modelDownload: false });
    expect(config.corpus).toEqual([path.resolve('corpus')]);
    expect(config.index).toBe(path.resolve('embeddings/index'));
    expect(config.model).toBe(path.resolve('embeddings/models/multilingual-e5-small'));
  });

  it('takes a flag over the environment over the file over the default', () => {
    writeConfigFile({ port: 3, host: 'file', index: 'file' });
    const environment = { WENJU_PORT: '2', WENJU_HOST: 'environment' };
    expect(readConfig({ port: 1 }, environment, folder)).toMatchObject({
      port: 1,
      host: 'environment',
      index: 'file',
      modelDownload: false,
    });
  });

  it('passes over a flag that is undefined and a variable that is empty', () => {
    writeConfigFile({ port: 3 });
    expect(readConfig({ port: undefined }, { WENJU_PORT: '' }, folder).port).toBe(3);
  });

  it('reads several corpus folders from one variable, separated as paths are', () => {
    expect(readConfig({}, { WENJU_CORPUS: ['a', 'b c'].join(path.delimiter) }, folder).corpus).toEqual(['a', 'b c']);
  });

  it('reads true and false from the environment and from JSON', () => {
    expect(readConfig({}, { WENJU_MODEL_DOWNLOAD: 'true' }, folder).modelDownload).toBe(true);
    writeConfigFile({ modelDownload: true });
    expect(readConfig({}, { WENJU_MODEL_DOWNLOAD: 'false' }, folder).modelDownload).toBe(false);
    expect(readConfig({}, {}, folder).modelDownload).toBe(true);
  });

  it('reads a port that the file gives as text', () => {
    writeConfigFile({ port: '9000' });
    expect(readConfig({}, {}, folder).port).toBe(9000);
  });

  it.each([
    ['WENJU_PORT', 'eighty', 'a whole number from 0 to 65535'],
    ['WENJU_PORT', '65536', 'a whole number from 0 to 65535'],
    ['WENJU_PORT', '80.5', 'a whole number from 0 to 65535'],
    ['WENJU_PORT', ' ', 'a whole number from 0 to 65535'],
    ['WENJU_PORT', '-1', 'a whole number from 0 to 65535'],
    ['WENJU_MODEL_DOWNLOAD', 'yes', 'true or false'],
  ])('refuses %s=%s and says what was expected', (name, value, expected) => {
    expect(refusalOf({}, { [name]: value })).toBe(`${name} should be ${expected}, got ${JSON.stringify(value)}.`);
  });

  it('refuses an empty folder among several', () => {
    const message = refusalOf({}, { WENJU_CORPUS: ['a', '', 'b'].join(path.delimiter) });
    expect(message).toContain('WENJU_CORPUS should be a list of folders');
    expect(message).toContain('["a","","b"]');
  });

  it.each([
    ['port', null],
    ['port', true],
    ['port', []],
    ['corpus', 'reports'],
    ['corpus', []],
    ['index', 5],
    ['host', ''],
    ['model', {}],
    ['modelDownload', 1],
  ])('refuses %s: %j in the file, naming both', (setting, value) => {
    writeConfigFile({ [setting]: value });
    const message = refusalOf({});
    expect(message).toContain(`${CONFIG_FILE}: ${setting} should be `);
    expect(message).toContain(`got ${JSON.stringify(value)}.`);
  });

  it('names the option that is wrong', () => {
    expect(refusalOf({ port: 70_000 })).toBe('option --port should be a whole number from 0 to 65535, got 70000.');
  });

  it('refuses an unknown key in the file and lists the known ones', () => {
    writeConfigFile({ prot: 1 });
    expect(refusalOf({})).toMatch(/wenju\.config\.json should set any of corpus, index, host, port.*got prot\./);
  });

  it.each(['[]', 'null', '"corpus"', '{"port": 1', ''])('refuses a file that holds %j', (content) => {
    writeFileSync(path.join(folder, CONFIG_FILE), content);
    expect(refusalOf({})).toContain(path.join(folder, CONFIG_FILE));
  });
});

describe('settings of a service for others', () => {
  it('are all off when nothing is set', () => {
    expect(readConfig({}, {}, folder)).toMatchObject({
      adminKey: null,
      apiKeys: null,
      origins: null,
      hosts: null,
      publicUrl: null,
      rateLimit: null,
      trustedProxies: 0,
      logQuestions: false,
    });
  });

  it('take lists with commas from the environment and as lists from the file', () => {
    writeConfigFile({ origins: ['https://a.example', 'http://localhost:3000'] });
    const config = readConfig({}, { WENJU_API_KEYS: 'one, two' }, folder);
    expect(config.apiKeys).toEqual(['one', 'two']);
    expect(config.origins).toEqual(['https://a.example', 'http://localhost:3000']);
  });

  it.each([
    ['WENJU_API_KEYS', ''],
    ['WENJU_API_KEYS', 'one,,two'],
    ['WENJU_ORIGINS', 'https://a.example/'],
    ['WENJU_ORIGINS', 'a.example'],
    ['WENJU_ORIGINS', 'https://A.example'],
    ['WENJU_HOSTS', 'https://a.example'],
    ['WENJU_HOSTS', 'a.example/path'],
    ['WENJU_HOSTS', '::1'],
    ['WENJU_HOSTS', 'a.example:99999'],
    ['WENJU_PUBLIC_URL', 'a.example'],
    ['WENJU_PUBLIC_URL', 'ftp://a.example'],
    ['WENJU_PUBLIC_URL', 'https://a.example/'],
    ['WENJU_PUBLIC_URL', 'https://a.example/wenju'],
    ['WENJU_PUBLIC_URL', 'https://a.example?x'],
    ['WENJU_PUBLIC_URL', 'https://somebody@a.example'],
    ['WENJU_PUBLIC_URL', '*'],
    ['WENJU_RATE_LIMIT', '0'],
    ['WENJU_TRUSTED_PROXIES', '-1'],
    ['WENJU_LOG_LEVEL', 'loud'],
  ])('refuse %s=%s and name it', (name, value) => {
    expect(refusalOf({}, { [name]: value })).toMatch(new RegExp(`^${name} should be `));
  });

  it('never show a key, wrong or right', () => {
    expect(refusalOf({}, { WENJU_API_KEYS: 'a secret,' })).not.toContain('secret');
    const explained = explainConfig({ port: 1 }, { WENJU_ADMIN_KEY: 'a secret', WENJU_API_KEYS: 'another' }, folder);
    expect(JSON.stringify(explained)).not.toMatch(/secret|another/);
    expect(explained).toContainEqual({ setting: 'adminKey', value: null, isSecret: true, origin: 'WENJU_ADMIN_KEY' });
    expect(explained).toContainEqual({ setting: 'port', value: 1, isSecret: false, origin: 'option --port' });
    expect(explained).toContainEqual({ setting: 'rateLimit', value: null, isSecret: false, origin: 'default' });
  });

  it.each(['密钥', 'clé', 'a\u00a0b', 'a\tb', ' a', 'a '])(
    'refuse the key %j, which no header brings, unshown',
    (key) => {
      const message = refusalOf({}, { WENJU_ADMIN_KEY: key });
      expect(message).toMatch(/^WENJU_ADMIN_KEY should be a key of printable ASCII.*not shown here\.$/);
      if (!key.includes(' ')) expect(message).not.toContain(key);
      writeConfigFile({ apiKeys: ['right', key] });
      expect(refusalOf({})).toMatch(
        /apiKeys should be .*printable ASCII.*got something else, which is not shown here\.$/,
      );
      writeConfigFile({ adminKey: key });
      expect(refusalOf({})).toMatch(/adminKey should be .*printable ASCII.*not shown here\.$/);
    },
  );

  it('take a key of any printable ASCII with spaces inside', () => {
    expect(readConfig({}, { WENJU_ADMIN_KEY: 'the key, of ~ nobody!' }, folder).adminKey).toBe('the key, of ~ nobody!');
  });

  it('take the names of hosts without their ports', () => {
    const { hosts } = readConfig({}, { WENJU_HOSTS: 'example.org:8787, a.example, [2001:db8:0::1]:80' }, folder);
    expect(hosts).toEqual(['example.org', 'a.example', '[2001:db8::1]']);
  });

  it('take the address under which others reach the service', () => {
    expect(readConfig({}, { WENJU_PUBLIC_URL: 'https://ask.example.org:8443' }, folder).publicUrl).toBe(
      'https://ask.example.org:8443',
    );
  });
});

describe('variables that begin as ours do', () => {
  it.each([
    ['WENJU_API_KEY', 'WENJU_API_KEYS'],
    ['WENJU_APIKEYS', 'WENJU_API_KEYS'],
    ['WENJU_ADMINKEY', 'WENJU_ADMIN_KEY'],
    ['WENJU_ORIGIN', 'WENJU_ORIGINS'],
    ['WENJU_RATELIMIT', 'WENJU_RATE_LIMIT'],
  ])('are refused when misspelt: %s is told of %s, its value shown to nobody', (name, meant) => {
    const message = refusalOf({}, { [name]: 'a secret' });
    expect(message).toMatch(new RegExp(`^Expected the name of a setting, got ${name}\\. .*\\b${meant}\\b`));
    expect(message).not.toContain('secret');
  });

  it('are refused when misspelt and empty, as keys are that came out empty', () => {
    expect(refusalOf({}, { WENJU_API_KEY: '' })).toContain('WENJU_API_KEYS');
  });

  it('are shown in part when long', () => {
    expect(refusalOf({}, { [`WENJU_${'X'.repeat(100_000)}`]: '1' }).length).toBeLessThan(800);
  });

  it('name a cluster, several of its addresses and a password that nobody is shown', () => {
    const environment = {
      WENJU_STORE: 'opensearch',
      WENJU_OPENSEARCH_URL: 'https://one.example:9200, https://two.example:9200/',
      WENJU_OPENSEARCH_PASSWORD: 'open sesame',
    };
    const { store, opensearchUrl } = readConfig({}, environment, folder);
    expect({ store, opensearchUrl }).toEqual({
      store: 'opensearch',
      opensearchUrl: ['https://one.example:9200', 'https://two.example:9200'],
    });
    const shown = JSON.stringify(explainConfig({}, environment, folder));
    expect(shown).not.toContain('sesame');
  });

  it('are refused for a cluster without an address, and for an address with a password, which is not repeated', () => {
    expect(refusalOf({}, { WENJU_STORE: 'opensearch' })).toMatch(/^Expected opensearchUrl with store opensearch/);
    const refused = refusalOf({}, { WENJU_OPENSEARCH_URL: 'https://me:secret@one.example' });
    expect(refused).toMatch(/^WENJU_OPENSEARCH_URL should be a list of addresses/);
    expect(refused).not.toContain('secret');
    expect(refusalOf({}, { WENJU_STORE: 'cassandra' })).toMatch(/^WENJU_STORE should be one of files, opensearch/);
  });

  it('name a language model, its address and its key, which nobody is shown', () => {
    const environment = {
      WENJU_LLM_BASE_URL: 'http://127.0.0.1:11434/v1/',
      WENJU_LLM_MODEL: 'any',
      WENJU_LLM_API_KEY: 'hush-hush',
      WENJU_LLM_TIMEOUT: '30',
    };
    expect(readConfig({}, environment, folder)).toMatchObject({
      llmBaseUrl: 'http://127.0.0.1:11434/v1',
      llmModel: 'any',
      llmApiKey: 'hush-hush',
      llmTimeout: 30,
    });
    expect(JSON.stringify(explainConfig({}, environment, folder))).not.toContain('hush');
  });

  it('are refused when only half a language model is set, or its address holds a password', () => {
    expect(refusalOf({}, { WENJU_LLM_MODEL: 'any' })).toContain('Set llmBaseUrl');
    expect(refusalOf({}, { WENJU_LLM_BASE_URL: 'http://localhost/v1' })).toContain('Set llmModel');
    const address = 'http://me:hush-hush@localhost/v1';
    const message = refusalOf({}, { WENJU_LLM_BASE_URL: address, WENJU_LLM_MODEL: 'any' });
    expect(message).toContain('without a name or a password');
    expect(message).not.toContain('hush');
  });

  it('are passed over when the tests read them, and so is what begins otherwise', () => {
    const environment = { WENJU_TEST_SEED: '1', WENJU_SCREENSHOTS: 'x', PATH: 'x', MY_WENJU_KEY: 'x', WENJU: 'x' };
    expect(readConfig({}, environment, folder)).toEqual(readConfig({}, {}, folder));
  });
});
