import { afterEach, describe, expect, test } from 'vitest';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { Follower } from './follow-page.ts';
import { blocksOf, readPage } from './markdown.ts';

let follower: Follower | null = null;

afterEach(async () => {
  await follower?.end(['runs', 'results']);
  follower = null;
});

const PAGES = ['docs/pipelines.md', 'docs/running.md'];

describe.skipIf(PYTHON_MISSING !== '')(`a person who follows a page${PYTHON_MISSING}`, () => {
  test.each(PAGES)('sees what %s shows', async (page) => {
    follower = new Follower();
    await follower.follow(blocksOf(readPage(page)));
    expect(follower.disagreements).toEqual([]);
  });
});
