// Package relation decides systems of integer relations over counts: which
// blanks have one value only, between which exact bounds the others lie, why a
// system contradicts itself, and which few figures could be wrong.
//
// It knows cells by number, equations of cells with coefficients +1 and -1 that
// add up to 0, and that a count is an integer of at least 0. It knows nothing
// of tables, labels, documents or templates, and it changes no figure.
//
// # The network
//
// New cuts the equations into blocks that share no cell. In a block, after
// turning the signs of some equations, each cell must stand in exactly two of
// them, once with +1 and once with -1 (a cell that stands in one only gets its
// other end in a ground node, whose equation is minus the sum of the others).
// The matrix is then the node–arc incidence of a directed graph: equations are
// nodes, cells are arcs from the equation where they count -1 to the one where
// they count +1, and a filled table is a circulation. One equation of a block
// may be left out first, if it is proved to be the sum of the equations on one
// side of a cut, so that it follows from the rest (the row sum of the results'
// totals does). What is no such network is refused by New: nothing below would
// hold for it. Incidence matrices are totally unimodular (Hoffman and Kruskal
// 1956), so bounds over the integers are the bounds over the reals, and a range
// has no holes.
//
// # Feasibility
//
// Given cells turn into an excess at each node, blanks are arcs that carry
// [0, ∞). Excess is sent to deficits along shortest residual paths (Edmonds and
// Karp 1972, so the number of paths is bounded by the graph and not by the
// figures). The residual graph has, for a blank tail→head with flow x, a step
// tail→head always and a step head→tail where x > 0. When everything is sent,
// the flow is a completion. When a node with excess reaches no deficit, let S
// be the nodes it reaches. No residual step leaves S, so every blank between S
// and the rest enters S; adding up the equations of S leaves given figures that
// sum to the excess of S, which is positive, and blanks that are at least 0.
// That is no zero: the block contradicts itself, and S is the reason. One of the
// two always happens (max-flow min-cut, Ford and Fulkerson 1956; Hoffman's
// circulation theorem 1960).
//
// # Determined cells
//
// Two completions differ by a circulation in the residual graph, which is a sum
// of directed cycles. So a blank can grow iff its head reaches its tail without
// using the blank itself, and can shrink iff it is positive and its tail
// reaches its head in the same way. With x = 0 this says that both ends lie in
// one strongly connected component. With x > 0 both ends always do; then the
// blank is fixed iff it is a bridge of that component, taken without
// directions. (If it is no bridge, one of the two paths exists: let R be what
// the head reaches and Q what the tail reaches, without the blank, and suppose
// neither holds the other end. The component is R ∪ Q, since everything in it is
// reached from the head. A node of both could reach neither head nor tail, yet
// it must. So R and Q are disjoint, and the blank alone joins them.) This is
// Gusfield, SIAM Journal on Computing 17(3), 1988.
//
// # Ranges
//
// The ends of an undetermined blank's range are two maximum flows between its
// ends without itself, each step of which leaves a completion; the range is open
// above iff its head reaches its tail along blanks in their own direction.
//
// # Proofs
//
// A proof that a cell is at most v is a signed sum of equations that leaves the
// cell, blanks of the cell's own sign, and given figures worth v; one that it is
// at least v leaves blanks of the other sign. Coefficients are +1 and -1, and a
// proof is short when it takes few equations, the left-out one included. Prove
// gives the shortest there are. A signed sum of equations is an integer number
// for each node (numbers that differ by a constant give the same sum, and
// ground's equation is not there to be used). Cut these numbers at a level
// between the two ends of the cell: as the whole sum is tight, so is that cut's,
// and the cut takes a part of the equations. So a shortest proof is among the
// cuts S, and the valid ones are the sets that hold one end of the cell, not the
// other, and which no residual step leaves, the cell itself apart. Written from
// nothing, S costs |S| equations, least for what the inner end reaches; as the
// complement, |V∖S|, least for what reaches the outer end; and with the left-out
// equation, which is the cut T or its complement, 1 + |S Δ T|, least by a
// minimum cut (Picard 1976, closures). The least of the four is taken.
//
// # Suspects
//
// In a block that contradicts itself, a set of given cells whose change mends
// it must hold one of the given cells across every such cut S: one that leaves
// S, or one that enters it and is not too small to make up for the excess. This
// is Reiter's hitting-set tree (Artificial Intelligence 32, 1987) with cuts as
// conflict sets, searched by growing size, so that all smallest sets are found.
// Conflict sets need not be minimal here, and no node is closed because of
// another's conflict set, which is what Greiner, Smith and Wilkerson (Artificial
// Intelligence 41, 1989) corrected in Reiter's pruning. Instead, a branch
// forbids the cells that its elder sisters took: sets with those were all found
// there, so that each set is found exactly once.
package relation
