// What the SHAP kernels know of a node.

/**
 * Integers of a node's record, in order:
 * column of its feature;
 * depth;
 * kind, with the bits of the forest;
 * previous: depth × 2 + side of the path's last branch on the same feature, −1: none;
 * target: depth × 2 + side of the branch to this node, −1: the root;
 * children: bit 1 where the left one is a node, 2 where the right one is;
 * address of its set's words;
 * number of them;
 * player: the number of its feature among those of the tree.
 */
export const shapNodeIntegers = 9
/** Doubles of a node's record, in order: threshold, left and right share, shares of the feature so far, values of the left and right leaf. */
export const shapNodeDoubles = 6

/** What a step does at its node; a step is node × 4 + one of these. */
export const stepEnter = 0
export const stepTurn = 1
export const stepLeave = 2
/** Enters and leaves a node whose children are leaves. */
export const stepPass = 3
