package weir.proto.client;

import weir.proto.partition.SumTree;

/**
 * Who pushes what: the sum over one subtree of virtual workers for one step. A shard counts each
 * (node, step) once; a repeat is answered from the weight buffer.
 *
 * @param step the step whose weights the gradient was computed from, from 0
 * @param incarnation rises with every restart of the workers; older ones are refused
 * @param weight sum of loss weights under the node: what the root's sum is divided by
 * @param loss sum of weighted losses under the node
 */
public record Contribution(
    SumTree.Node node, long step, int incarnation, double weight, double loss) {}
