//! A bounded store of things read: two generations, the older of which is dropped when the younger is full.

use std::collections::HashMap;
use std::hash::Hash;

/// Keeps at most about twice its budget; what was asked for lately survives.
pub(crate) struct Cache<K, V> {
    young: HashMap<K, (V, usize)>,
    old: HashMap<K, (V, usize)>,
    young_bytes: usize,
    budget: usize,
}

impl<K: Eq + Hash + Clone, V: Clone> Cache<K, V> {
    /// A store for `budget` bytes.
    pub(crate) fn new(budget: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), young_bytes: 0, budget: budget / 2 }
    }

    /// The value, if it is still here.
    pub(crate) fn get(&mut self, key: &K) -> Option<V> {
        if let Some((value, _)) = self.young.get(key) {
            return Some(value.clone());
        }
        let (value, bytes) = self.old.remove(key)?;
        self.put(key.clone(), value.clone(), bytes);
        Some(value)
    }

    /// Keeps a value of about `bytes` bytes, unless it is too big to be worth it.
    pub(crate) fn put(&mut self, key: K, value: V, bytes: usize) {
        if bytes > self.budget {
            return;
        }
        if self.young_bytes.saturating_add(bytes) > self.budget {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes = self.young_bytes.saturating_add(bytes);
        self.young.insert(key, (value, bytes));
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
        self.young_bytes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;

    #[test]
    fn stays_within_twice_its_half_budget() {
        let mut cache = Cache::new(200);
        for key in 0..1000u32 {
            cache.put(key, key, 10);
        }
        let kept =
            (0..1000).filter(|key| cache.young.contains_key(key) || cache.old.contains_key(key)).count();
        assert!((10..=20).contains(&kept), "{kept}");
        assert_eq!(cache.get(&999), Some(999));
        assert_eq!(cache.get(&0), None);
        cache.put(7, 7, 1_000);
        assert_eq!(cache.get(&7), None);
        cache.clear();
        assert_eq!(cache.get(&999), None);
    }
}
