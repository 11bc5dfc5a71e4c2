import { expect, it } from 'vitest';
import { pythonImports } from '#core/pipeline/source/python-names.ts';

it('imports are found wherever they stand, without what only looks like one', () => {
  const text = `"""
import nothing
"""
import os, numpy as np; import sys
import torch.nn.functional as F  # import comments
from sklearn.model_selection import train_test_split
from . import own
from .beside import thing
words = "import words"
def train():
    from pandas import DataFrame
    try:
        import xgboost
    except ImportError:
        pass
`;
  expect(pythonImports(text)).toEqual(['numpy', 'os', 'pandas', 'sklearn', 'sys', 'torch', 'xgboost']);
});
