/// The number of a trial in its study, from 0, in the order of asking.
public typealias TrialID = UInt64
