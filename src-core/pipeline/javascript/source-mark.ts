/** What a source is called where Node reports an error in it. */
export const SOURCE_MARK = 'incumbent-source';
