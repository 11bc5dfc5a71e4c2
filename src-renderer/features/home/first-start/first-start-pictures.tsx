import { IconFolder } from '@tabler/icons-react';
import { Icon } from '#renderer/components/text/icon.tsx';
import classes from './first-start.module.css';

const POINTS = [
  [14, 22],
  [26, 40],
  [38, 16],
  [52, 34],
  [66, 48],
  [80, 30],
  [94, 58],
  [108, 42],
  [124, 66],
  [140, 52],
  [156, 74],
  [172, 60],
  [190, 80],
  [206, 70],
  [222, 86],
  [240, 78],
] as const;

/** Losses that fall, and their best so far. */
export function TrajectoryPicture() {
  return (
    <svg width="304" height="104" viewBox="0 0 304 104" aria-hidden="true">
      {[20, 40, 60, 80].map((y) => (
        <line key={y} x1="0" x2="304" y1={y} y2={y} stroke="var(--grid)" />
      ))}
      {POINTS.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="3.2" fill="var(--success)" opacity=".75" />
      ))}
      <path
        d="M14 22H26V40H66V48H94V58H124V66H156V74H190V80H222V86H252"
        fill="none"
        stroke="var(--incumbent)"
        strokeWidth="2"
      />
      <circle cx="252" cy="86" r="4.5" fill="var(--incumbent)" />
    </svg>
  );
}

/** The few lines that a run takes. */
export function YamlPicture() {
  return (
    <pre className={classes.yaml}>
      <i className={classes.key}>evaluate_pipeline</i>: train.py:train{'\n'}
      <i className={classes.key}>pipeline_space</i>:{'\n'}
      {'  '}
      <i className={classes.key}>lr</i>: {'{'}
      <i className={classes.key}>lower</i>: <i className={classes.number}>1e-4</i>,{' '}
      <i className={classes.key}>upper</i>: <i className={classes.number}>0.1</i>
      {'}\n'}
      <i className={classes.key}>max_evaluations_total</i>: <i className={classes.number}>100</i>
    </pre>
  );
}

const DIRECTORIES = [
  ['~/runs/vit-tiny-imagenet', '9 trials'],
  ['/scratch/gpt-nano', '212 trials'],
  ['/data/team/lstm-energy', '200 trials'],
] as const;

/** Directories as they will look. */
export function DirectoriesPicture() {
  return (
    <div className={classes.directories}>
      {DIRECTORIES.map(([path, trials]) => (
        <div key={path}>
          <Icon of={IconFolder} small />
          <span className="mono">{path}</span>
          <span className={classes.trials}>{trials}</span>
        </div>
      ))}
    </div>
  );
}
