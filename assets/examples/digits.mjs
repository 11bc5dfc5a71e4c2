// A small neural network that learns to read handwritten digits, in plain JavaScript: nothing needs to be installed.
//
// `train` is what the search calls, once for each configuration. It returns the share of validation images that it
// misreads (`loss`, to be minimised), the seconds that training took (`cost`), the loss after each epoch
// (`learning_curve`) and, as `extra`, the error on images that neither training nor the search has ever used. It leaves a
// checkpoint in the trial's folder; a trial that continues another with more epochs goes on from that one's.
//
// The images lie in data/digits.txt beside this file. See data/README.md for where they come from.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PIXELS = 64;
const DIGITS = 10;
// The file goes from writer to writer: those of one part are hardly in another.
const { training, validation, test } = readImages(new URL('data/digits.txt', import.meta.url));

export function train(config, { pipelineDirectory, previousPipelineDirectory }) {
  const { learning_rate, momentum, batch_size, hidden_units, activation, weight_decay, epochs } = config;
  const startedAt = performance.now();
  const random = randomNumbers(1);
  const network = createNetwork(hidden_units, activation, random);
  const learning_curve = [];
  if (previousPipelineDirectory !== null) {
    learning_curve.push(...loadCheckpoint(previousPipelineDirectory, network, random));
    console.log(`continues after ${learning_curve.length} epochs of ${previousPipelineDirectory}`);
  }
  for (let epoch = learning_curve.length + 1; epoch <= epochs; epoch++) {
    // Falls with the epoch alone, not with the share of all epochs: so that a continued training is the same as a whole one.
    const rate = learning_rate / Math.sqrt(epoch);
    trainOneEpoch(network, { rate, momentum, batch_size, weight_decay }, random);
    const error = errorRate(network, validation);
    learning_curve.push(error);
    console.log(
      `epoch ${epoch} of ${epochs}: ${(100 * error).toFixed(2)} % of the validation images misread`,
    );
  }
  saveCheckpoint(pipelineDirectory, network, { random, learning_curve });
  return {
    loss: learning_curve.at(-1),
    cost: (performance.now() - startedAt) / 1000,
    learning_curve,
    extra: { test_error: errorRate(network, test) },
  };
}

/** All that the next epoch depends on. */
function saveCheckpoint(directory, { hidden, output }, { random, learning_curve }) {
  const layers = [hidden, output].map(({ weights, velocity }) => [Array.from(weights), Array.from(velocity)]);
  writeFileSync(
    join(directory, 'checkpoint.json'),
    JSON.stringify({ learning_curve, random: random.state, layers }),
  );
}

/** Puts the network and the random numbers where they were, and gives back the learning curve until there. */
function loadCheckpoint(directory, { hidden, output }, random) {
  const checkpoint = JSON.parse(readFileSync(join(directory, 'checkpoint.json'), 'utf8'));
  [hidden, output].forEach((layer, at) => {
    const [weights, velocity] = checkpoint.layers[at];
    layer.weights.set(weights);
    layer.velocity.set(velocity);
  });
  random.state = checkpoint.random;
  return checkpoint.learning_curve;
}

/** 1,000 images to learn from, 397 to choose by, 400 to be honest with. */
function readImages(file) {
  const images = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({
      pixels: Float64Array.from(line.slice(0, PIXELS), (grey) => Number.parseInt(grey, 17) / 16),
      digit: Number(line.slice(PIXELS + 1)),
    }));
  return {
    training: images.slice(0, 1000),
    validation: images.slice(1000, 1397),
    test: images.slice(1397),
  };
}

const ACTIVATIONS = {
  relu: { of: (x) => Math.max(0, x), slope: (y) => (y > 0 ? 1 : 0) },
  tanh: { of: Math.tanh, slope: (y) => 1 - y * y },
  sigmoid: { of: (x) => 1 / (1 + Math.exp(-x)), slope: (y) => y * (1 - y) },
};

function createNetwork(units, activation, random) {
  return {
    activation: ACTIVATIONS[activation],
    hidden: createLayer(PIXELS, units, random),
    output: createLayer(units, DIGITS, random),
  };
}

/** Weights of one layer, row by row, the bias last in each row; drawn after Glorot and Bengio (2010). */
function createLayer(inputs, outputs, random) {
  const limit = Math.sqrt(6 / (inputs + outputs));
  const weights = new Float64Array(outputs * (inputs + 1));
  for (let at = 0; at < weights.length; at++) {
    weights[at] = (at + 1) % (inputs + 1) === 0 ? 0 : limit * (2 * random() - 1);
  }
  return {
    inputs,
    outputs,
    weights,
    gradient: new Float64Array(weights.length),
    velocity: new Float64Array(weights.length),
  };
}

function forward({ inputs, outputs, weights }, input) {
  const result = new Float64Array(outputs);
  for (let row = 0; row < outputs; row++) {
    const start = row * (inputs + 1);
    let sum = weights[start + inputs];
    for (let at = 0; at < inputs; at++) {
      sum += weights[start + at] * input[at];
    }
    result[row] = sum;
  }
  return result;
}

/** Adds to the layer's gradient, and gives back the gradient with respect to its input. */
function backward({ inputs, outputs, weights, gradient }, input, slopes) {
  const result = new Float64Array(inputs);
  for (let row = 0; row < outputs; row++) {
    const start = row * (inputs + 1);
    const slope = slopes[row];
    for (let at = 0; at < inputs; at++) {
      gradient[start + at] += slope * input[at];
      result[at] += slope * weights[start + at];
    }
    gradient[start + inputs] += slope;
  }
  return result;
}

/** Stochastic gradient descent with Nesterov's momentum on the cross-entropy, weights decayed apart from it. */
function update({ inputs, weights, gradient, velocity }, { rate, momentum, weight_decay }, count) {
  for (let at = 0; at < weights.length; at++) {
    const step = gradient[at] / count;
    velocity[at] = momentum * velocity[at] - rate * step;
    weights[at] += momentum * velocity[at] - rate * step;
    if ((at + 1) % (inputs + 1) !== 0) {
      weights[at] *= 1 - rate * weight_decay;
    }
  }
  gradient.fill(0);
}

function trainOneEpoch(network, settings, random) {
  const { hidden, output, activation } = network;
  const order = shuffled(training, random);
  for (let start = 0; start < order.length; start += settings.batch_size) {
    const batch = order.slice(start, start + settings.batch_size);
    for (const { pixels, digit } of batch) {
      const inner = forward(hidden, pixels).map(activation.of);
      const slopes = softmax(forward(output, inner));
      slopes[digit] -= 1;
      const innerSlopes = backward(output, inner, slopes);
      backward(
        hidden,
        pixels,
        innerSlopes.map((slope, at) => slope * activation.slope(inner[at])),
      );
    }
    update(hidden, settings, batch.length);
    update(output, settings, batch.length);
  }
}

function softmax(values) {
  const largest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The share of images whose most probable digit is the wrong one; NaN where training has diverged. */
function errorRate({ hidden, output, activation }, images) {
  let wrong = 0;
  for (const { pixels, digit } of images) {
    const values = forward(output, forward(hidden, pixels).map(activation.of));
    const largest = Math.max(...values);
    if (Number.isNaN(largest)) {
      return Number.NaN;
    }
    wrong += values.indexOf(largest) === digit ? 0 : 1;
  }
  return wrong / images.length;
}

function shuffled(items, random) {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [result[at], result[other]] = [result[other], result[at]];
  }
  return result;
}

/** Numbers in [0, 1) that are the same in every evaluation, so that configurations are compared fairly (mulberry32). */
function randomNumbers(seed) {
  const next = () => {
    next.state = (next.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(next.state ^ (next.state >>> 15), next.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  next.state = seed;
  return next;
}
