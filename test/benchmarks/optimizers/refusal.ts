/** Something that is not the benchmark's fault: its message, made for people, is all there is to say. */
export class Explained extends Error {
  override readonly name: string = 'Explained';
}

/** A search or benchmark that can't be had as asked; asking again, or with another seed, changes nothing. */
export class Refusal extends Explained {
  override readonly name = 'Refusal';
}
