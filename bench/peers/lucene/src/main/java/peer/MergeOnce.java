package peer;

import java.util.Map;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;

/** Nothing by itself; everything at once when told to. No posting is written a third time. */
final class MergeOnce extends MergePolicy {
    private final boolean evenOne;

    /** With {@code evenOne} a single segment is written anew too, as reordering needs it. */
    MergeOnce(boolean evenOne) {
        this.evenOne = evenOne;
        setNoCFSRatio(0);
    }

    @Override
    public MergeSpecification findMerges(
            MergeTrigger trigger, SegmentInfos segments, MergeContext context) {
        return null;
    }

    /** Lucene asks again behind each merge; then no segment is one that was there at first. */
    @Override
    public MergeSpecification findForcedMerges(SegmentInfos segments, int most,
            Map<SegmentCommitInfo, Boolean> wanted, MergeContext context) {
        boolean anyOld = false;
        for (SegmentCommitInfo segment : segments) {
            anyOld |= Boolean.TRUE.equals(wanted.get(segment));
        }
        boolean enough = segments.size() > (evenOne ? 0 : 1);
        if (!anyOld || !enough || !context.getMergingSegments().isEmpty()) {
            return null;
        }
        MergeSpecification all = new MergeSpecification();
        all.add(new OneMerge(segments.asList()));
        return all;
    }

    @Override
    public MergeSpecification findForcedDeletesMerges(
            SegmentInfos segments, MergeContext context) {
        return null;
    }
}
